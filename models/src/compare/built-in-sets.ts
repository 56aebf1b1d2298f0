import { Descriptor } from './descriptor.ts';

const languagesOfNusax = [
  'acehnese',
  'balinese',
  'banjarese',
  'buginese',
  'english',
  'indonesian',
  'javanese',
  'madurese',
  'minangkabau',
  'ngaju',
  'sundanese',
  'toba_batak',
];
const nusax = (split: string): string[] =>
  languagesOfNusax.map((language) => `nusax/${language}/${split}.csv`);

/**
 * Public sets by their upstream layout, one folder each under `--data`. None of their text is in this repository;
 * the splits are upstream's, but for id-mlhs, which has none: its split file lies beside it.
 */
export const builtInSets: readonly Descriptor[] = [
  Descriptor.parse({
    name: 'wisesight',
    task: 'single',
    format: 'jsonl',
    language: 'th',
    text: 'texts',
    labels: 'category',
    files: {
      train: 'wisesight/train.jsonl',
      validation: 'wisesight/valid.jsonl',
      test: 'wisesight/test.jsonl',
    },
  }),
  Descriptor.parse({
    name: 'id-mlhs',
    task: 'multi',
    format: 'csv',
    encoding: 'windows-1252',
    language: 'id',
    text: 'Tweet',
    labels: {
      fields: [
        'HS',
        'Abusive',
        'HS_Individual',
        'HS_Group',
        'HS_Religion',
        'HS_Race',
        'HS_Physical',
        'HS_Gender',
        'HS_Other',
        'HS_Weak',
        'HS_Moderate',
        'HS_Strong',
      ],
    },
    files: { all: 'id-mlhs/re_dataset.csv', splits: 'splits/id-mlhs_seed42.json' },
  }),
  Descriptor.parse({
    name: 'goemotions',
    task: 'multi',
    format: 'tsv',
    header: false,
    language: 'en',
    text: 0,
    labels: { field: 1, separator: ',', names: 'goemotions/labels.txt' },
    files: { train: 'goemotions/train.tsv', validation: 'goemotions/dev.tsv', test: 'goemotions/test.tsv' },
  }),
  Descriptor.parse({
    name: 'nusax',
    task: 'single',
    format: 'csv',
    text: 'text',
    labels: 'label',
    files: { train: nusax('train'), validation: nusax('valid'), test: nusax('test') },
  }),
];
