import { categories } from '@lapwing/contracts/taxonomy';
import { describe, expect, it } from 'vitest';
import { starterCategories } from '../corpus/corpus.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { modelCard } from './model-card.ts';

const model = {
  labels: [...starterCategories],
  languages: ['en', 'th'],
  settings: Hyperparameters.parse({}),
  sources: ['starter corpus', 'Wisesight Sentiment (CC0 1.0)'],
  calibration: {
    labels: starterCategories.map(() => ({ slope: 1, offset: 0 })),
    risk: { slope: 1, offset: 0 },
    riskOffsets: {},
    prior: 0.4,
    thresholds: starterCategories.map(() => 0.3),
    riskThreshold: 0.45,
    abstention: { band: 0.2, minKnownWords: 0.5, languages: ['en', 'th'] },
  },
  metrics: {
    test: [
      {
        label: 'RISK' as const,
        lang: 'th',
        positiveGroups: 214,
        negativeGroups: 321,
        auprc: 0.8524,
        recallAt5Fpr: 0.515,
        ece: 0.033,
        intervals: {
          auprc: [0.806, 0.893] satisfies [number, number],
          recallAt5Fpr: [0.4, 0.64] satisfies [number, number],
          ece: [0.03, 0.06] satisfies [number, number],
        },
      },
    ],
    abstained: 0.05,
    falsePositiveRate: 0.19,
    recall: 0.79,
    chosen: { share: 0.3 },
    counts: {
      train: 41190,
      validation: 6866,
      calibration: 10296,
      test: 10294,
      background: 70649,
      features: 110001,
    },
  },
};

describe('model card', () => {
  it('names every category: as learned, or as never learned', () => {
    const card = modelCard(model);
    const [, learned = '', never = ''] = /Learned: (.*)\.\n\nNever learned: (.*)\./.exec(card) ?? [];
    expect([...learned.split(', '), ...never.split(', ')].sort()).toEqual([...categories].sort());
    expect(card).toMatch(
      /no text was written for training, .*:\nCSAM_SUSPECTED, CSAM_SYNTHETIC, CSAM_SOLICITATION, LIVE_STREAMED_CSEA, SEC_ADVERTISING, SELF_GENERATED, OTHER_SEC_RISK\./,
    );
  });

  it('gives figures with sizes and intervals, sources with licences, and who has not looked at it', () => {
    const card = modelCard(model);
    expect(card).toContain('| RISK | th | 214 / 321 | 85.2 (80.6–89.3) |');
    expect(card).toContain('Wisesight Sentiment (CC0 1.0)');
    expect(card).toContain('No native speaker');
    expect(card).toContain('no child-protection specialist');
    expect(card).not.toContain('### On natural texts');
  });

  it('names the weak cells of the functional suite and leaves out those of few cases', () => {
    const cell = { capability: 'missing-spaces', harmful: true };
    const functional = [
      { ...cell, lang: 'en', n: 20, right: 0.1 },
      { ...cell, lang: 'th', n: 20, right: 0.9 },
      { ...cell, lang: 'vi', n: 2, right: 0 },
      { ...cell, capability: 'small-capitals', lang: 'en', n: 20, right: 0.3 },
      { ...cell, capability: 'implicit-indicator', lang: 'en', n: 20, right: 0.45 },
      { capability: 'quotation-to-warn', lang: 'th', harmful: false, n: 20, right: 0.4 },
    ];
    const card = modelCard({ ...model, metrics: { ...model.metrics, functional } });
    expect(card).toContain(
      '- **missing-spaces** (harmful in a disguise that was taught, missed): en 10 % of 20 right\n',
    );
    expect(card).toContain(
      '- **small-capitals** (harmful in a disguise never taught, missed): en 30 % of 20 right\n',
    );
    expect(card).toContain('- **implicit-indicator** (harmful, missed): en 45 % of 20 right\n');
    expect(card).toContain('in a disguise that training never used, **30 % of 20** are found');
    expect(card).toContain('| **disguised, never taught: found** | 30 % of 20 |');
    expect(card).toContain('- **quotation-to-warn** (harmless, raised): th 40 % of 20 right\n');
  });

  it('shows the peers with the numbers that compare printed', () => {
    const figures = { accuracy: 74.21, auprc: null, seconds: 3 };
    const compare = {
      wisesight: {
        ...figures,
        test: 2671,
        peers: { fasttext: { ...figures, accuracy: 69.6, version: '0.9.2' }, other: null },
      },
    };
    const card = modelCard({ ...model, metrics: { ...model.metrics, compare } });
    expect(card).toContain('| wisesight (2,671) | **Lapwing** | 74.2 | – |');
    expect(card).toContain('|  | fasttext 0.9.2 | 69.6 |');
    expect(card).toContain('|  | other: no figures |');
    expect(card).toContain('with other settings: up to 400,000 features');
  });

  it('says nothing of the starter corpus where a model was trained without it', () => {
    const card = modelCard({ ...model, labels: ['SEC_ADVERTISING'], sources: ['decisions'] });
    expect(card).not.toContain('was written for this project');
    expect(card).toContain('Learned: SEC_ADVERTISING.');
    expect(card).toContain('decisions');
  });
});
