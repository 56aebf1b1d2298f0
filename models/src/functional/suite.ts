import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { neverTaughtObfuscations, obfuscate, taughtObfuscations } from './obfuscate.ts';

/** Languages that have cases. */
export const suiteLanguages = ['en', 'th', 'id', 'vi', 'fil'] as const;

const harmfulCapabilities = [
  'plain-indicator',
  'implicit-indicator',
  'combined-indicators',
  'question-form',
  'imperative-form',
  'code-switching',
  'slang-and-abbreviation',
  'advert-register',
  'long-post-with-one-sign',
] as const;

const harmlessCapabilities = [
  'negation',
  'quotation-to-warn',
  'reported-speech',
  'third-person-news',
  'victim-asks-for-help',
  'survivor-or-parent-tells',
  'awareness-campaign',
  'same-words-innocent',
  'question-about-the-topic',
] as const;

/** Capabilities whose cases were written one by one; the disguised ones are made from `plain-indicator`. */
export const writtenCapabilities = [...harmfulCapabilities, ...harmlessCapabilities] as const;

const CaseFields = {
  category: Category.extract([
    'GROOMING',
    'SEXUAL_EXTORTION',
    'TRAFFICKING_RECRUITMENT',
    'SEC_TRAVEL_TOURISM',
    'CHILD_MARRIAGE',
  ]),
  text: z.string().trim().min(8).max(600),
};

const WrittenCase = z.discriminatedUnion('harmful', [
  z.strictObject({ ...CaseFields, harmful: z.literal(true), capability: z.enum(harmfulCapabilities) }),
  z.strictObject({ ...CaseFields, harmful: z.literal(false), capability: z.enum(harmlessCapabilities) }),
]);

/** A file of cases. The category of a harmless case is the one whose words it borrows. */
export const CaseFile = z.strictObject({ lang: z.enum(suiteLanguages), cases: z.array(WrittenCase).min(1) });

/** One post with what a reviewer would say of it. */
export type SuiteCase = {
  lang: string;
  capability: string;
  category: Category;
  harmful: boolean;
  text: string;
};

/** Share of right answers of one capability in one language. */
export type SuiteRow = { capability: string; lang: string; harmful: boolean; n: number; right: number };

/** Scores posts in order; `risk` is a probability. */
export type ScorePosts = (posts: { text: string; lang: string }[]) => Promise<{ risk: number }[]>;

/** Reads every written case and adds the disguises of the plain ones. Throws where a file breaks the schema. */
export async function loadSuite(): Promise<SuiteCase[]> {
  const files = await Promise.all(
    suiteLanguages.map(async (lang) => {
      const file = await readFile(join(import.meta.dirname, 'cases', `${lang}.json`), 'utf8');
      return CaseFile.parse(JSON.parse(file));
    }),
  );
  const written = files.flatMap(({ lang, cases }) => cases.map((one): SuiteCase => ({ ...one, lang })));
  const disguised = written
    .filter(({ capability }) => capability === 'plain-indicator')
    .flatMap((plain) =>
      obfuscate(plain.text, plain.lang).map(({ name, text }) => ({ ...plain, capability: name, text })),
    );
  return [...written, ...disguised];
}

/**
 * Asks `score` for every case (or the chosen ones) once and counts, per capability and language, the share of right answers:
 * a harmful case from `threshold` on, a harmless one below it. `right` is between 0 and 1.
 */
export async function runSuite(
  score: ScorePosts,
  threshold: number,
  chosen?: readonly SuiteCase[],
): Promise<SuiteRow[]> {
  const cases = chosen ?? (await loadSuite());
  const scores = await score(cases.map(({ text, lang }) => ({ text, lang })));
  if (scores.length !== cases.length) throw new Error('The suite needs one score for each case');
  const judged = cases.map((one, index) => {
    const risk = scores[index]?.risk ?? Number.NaN;
    // Two comparisons: a risk that is no number is wrong on either side.
    return { ...one, right: one.harmful ? risk >= threshold : risk < threshold };
  });
  return Object.values(Object.groupBy(judged, ({ capability, lang }) => `${capability} ${lang}`)).flatMap(
    (group = []) => {
      const [first] = group;
      if (first === undefined) return [];
      const { capability, lang, harmful } = first;
      const right = group.filter((one) => one.right).length / group.length;
      return [{ capability, lang, harmful, n: group.length, right }];
    },
  );
}

/** `per cent of n` over these rows; a dash where there is none. */
function share(rows: readonly SuiteRow[]): string {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const right = rows.reduce((sum, row) => sum + row.right * row.n, 0);
  return n === 0 ? '–' : `${Math.round((100 * right) / n)} % of ${n}`;
}

const named = (rows: readonly SuiteRow[], names: readonly string[]): SuiteRow[] =>
  rows.filter(({ capability }) => names.includes(capability));

/** What is found of disguised cases, in a sentence: first under disguises that training never used. */
export function disguiseSummary(rows: readonly SuiteRow[]): string {
  const never = share(named(rows, neverTaughtObfuscations));
  const taught = share(named(rows, taughtObfuscations));
  return (
    `Of harmful cases in a disguise that training never used, **${never}** are found; ` +
    `in a disguise that training posts wear too, ${taught}.`
  );
}

/** The rows as a Markdown table: a line for each capability, a column for each language, `per cent of n`. */
export function suiteReport(rows: readonly SuiteRow[]): string {
  const line = (name: string, found: readonly SuiteRow[]): string => {
    const cells = suiteLanguages.map((lang) => share(found.filter((row) => row.lang === lang)));
    return `| ${[name, ...cells, share(found)].join(' | ')} |`;
  };
  const section = (title: string, names: readonly string[]): string[] => [
    line(`**${title}**`, named(rows, names)),
    ...names.map((name) => line(name, named(rows, [name]))),
  ];
  return [
    `| Capability | ${suiteLanguages.join(' | ')} | all |`,
    `|---|${'---:|'.repeat(suiteLanguages.length + 1)}`,
    ...section('harmful: found', harmfulCapabilities),
    ...section('disguised, never taught: found', neverTaughtObfuscations),
    ...section('disguised, taught: found', taughtObfuscations),
    ...section('harmless: left alone', harmlessCapabilities),
    '',
  ].join('\n');
}
