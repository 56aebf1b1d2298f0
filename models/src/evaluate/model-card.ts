import { categories } from '@lapwing/contracts/taxonomy';
import { starterCategories } from '../corpus/corpus.ts';
import { neverTaughtObfuscations, taughtObfuscations } from '../functional/obfuscate.ts';
import type { TrainedModel } from '../train/train-model.ts';
import type { Metrics } from './metrics.ts';
import {
  compareTable,
  estimate,
  functionalTable,
  groupsTable,
  leakageTable,
  metricsTable,
  operatingTable,
  ordinaryTable,
  table,
} from './report.ts';
import { weakCapabilities } from './weak-cells.ts';

const STARTER = 'starter corpus';

const percent = (value: number | null): string =>
  value === null ? 'not measured' : `${(value * 100).toFixed(1)} %`;

type Described = Pick<
  TrainedModel,
  'labels' | 'languages' | 'metrics' | 'settings' | 'sources' | 'calibration'
>;

/** The model card: what the model is, how it did on what it never saw, and what nobody should ask of it. */
export function modelCard(model: Described): string {
  const parts = [
    introduction(model),
    dataSection(model),
    workingSection(model),
    figuresSection(model),
    failuresSection(model.metrics),
    limitsSection(model),
  ];
  return `${parts.join('\n\n')}\n`;
}

function introduction({ labels }: Described): string {
  const never = categories.filter((category) => !labels.includes(category));
  const written: readonly string[] = starterCategories;
  const unwritten = never.filter((category) => !written.includes(category));
  return `# Model card: text classifier

## What it is for

It orders a queue of posts that trained analysts have flagged, so that the riskiest stand first. It never confirms,
dismisses, refers or closes anything; people decide, and always two of them.

## What it must not be used for

- Deciding anything about a post or a person without a person who reads it.
- Scanning or filtering what people write, on a platform or in private: it was made for posts that somebody flagged.
- Judging a person, counting offences, or evidence before a court or a police unit.
- Saying that a post is safe. A low number means that the words are not like those it learned.

## What it knows, and what it never learned

Learned: ${labels.join(', ')}.

Never learned: ${never.length === 0 ? 'none' : never.join(', ')}.

About what it never learned its scores are silent: **an absent category means "unknown", not "no"**.${
    unwritten.length === 0
      ? ''
      : `
For these no text was written for training, on purpose, and only an organisation's own reviewed decisions can teach them:
${unwritten.join(', ')}.`
  }`;
}

function dataSection({ languages, sources, metrics, settings }: Described): string {
  const { counts, groups } = metrics;
  const background = sources.filter((source) => source !== STARTER);
  const starter = sources.includes(STARTER)
    ? `
The **starter corpus** was written for this project, by a language model in several sittings that did not see one
another: sentence frames with the non-sexual indicators that safety education names, and harmless frames close to them in words (campaigns, news, advice of survivors, camps, hotels, job adverts,
weddings, ordinary talk). A small grammar fills in their slots. No real post, no personal data, nothing sexual.
`
    : '';
  const table = groups
    ? `
Groups (a frame with the posts made from it; of an organisation's decisions: an account or campaign), in all splits:

${groupsTable(groups)}
`
    : '';
  const others = background.length > 0 ? `\n**Other sources**: ${background.join(', ')}.\n` : '';
  const ordinary =
    (counts.background ?? 0) > 0
      ? `
Beside these there are ${count(counts, 'background')} background posts: ordinary talk, from the training parts of public sets or
from files that the trainer named. They are assumed harmless, not read one by one, and none of their text is in this folder.`
      : '\nNo background posts of ordinary talk were used: expect many false alarms on anything that nobody flagged.';
  return `## Data

Languages: ${languages.join(', ')}.
${starter}${table}${others}${ordinary}

No group straddles two splits. Posts: ${count(counts, 'train')} taught (half of them once more, disguised),
${count(counts, 'validation')} chose between settings, ${count(counts, 'calibration')} calibrated,
${count(counts, 'test')} were kept for the figures below. Seed ${settings.seed}.`;
}

const count = (counts: Metrics['counts'], name: string): string => (counts[name] ?? 0).toLocaleString('en');

function workingSection({ metrics, settings, calibration }: Described): string {
  return `## How it works

1. The text is normalised: invisible characters out, look-alike letters and digits for letters folded, stretched words
   shortened, addresses and names replaced by placeholders. Thai is cut into words by the dictionary of the platform.
2. Features are characters 1–5, within runs between spaces, and words 1–2: a table of ${count(metrics.counts, 'features')} hashes.
3. Two members read them: a linear model (support vector machines over two views, stacked and merged into one), and a
   ${settings.dimensions}-dimensional bag of embeddings with a small TensorFlow.js head. Their calibrated logits are mixed; validation
   chose the shares.
4. Each category and the risk are calibrated by Platt scaling on posts kept for it, which taught and chose nothing; the
   risk has an offset per language besides. Thai is told by its script, other languages by what comes with the post.
   No category stands above the risk. Of the groups in these posts ${percent(calibration.prior)} were harmful: the numbers are
   probabilities for a mixture like that, as flagged posts may be. On a random sample of the open web they are far too high.
5. From a risk of ${percent(calibration.riskThreshold)} on a post counts as raised where a yes or no is measured. In the queue
   there is no such line, only an order.
6. It says "unsure" where the risk is too close to that line, more than ${percent(1 - calibration.abstention.minKnownWords)} of the words
   are unknown, the language is not one of its own, or there is no text.
7. Reasons are each word's share of the logit of a category: of the strongest, and of every one above its threshold. They
   do not take the risk apart, and say what moved a number, not what is true.`;
}

function figuresSection({ metrics }: Described): string {
  const { natural, ordinary, functional, leakage, compare, operating } = metrics;
  const sections: string[] = [
    `## Figures

Of this exact file, in per cent; in brackets 95 % intervals (bootstrap over groups, 1,000 draws, unless said otherwise).
AUPRC: area under the precision–recall curve, 100 is perfect, and the share of the harmful is what chance gives. Recall at
5 % FPR: share of the harmful that stand above the line which 5 % of the others reach. ECE: mean gap between the number
and what was true (15 bins); with few posts chance alone makes it large, and its interval leans upwards.

### On groups that trained nothing

Written by the same authors as the training groups. Every group counts once, whatever its number of posts.

${metricsTable(metrics)}

${
  operating
    ? `At the risk threshold:\n\n${operatingTable(operating)}`
    : `At its own risk threshold it finds ${percent(metrics.recall)} of the harmful test groups and raises
${percent(metrics.falsePositiveRate)} of the harmless ones. It abstains on ${percent(metrics.abstained)} of the posts.`
}`,
  ];
  if (natural) {
    sections.push(`### On natural texts

Whole texts instead of frames, written for this project by a language model that was kept from seeing the starter corpus;
nothing is ever trained on them. **The nearest thing to real posts that was measured**, and still not real posts.

${metricsTable({ test: natural.rows })}

At the risk threshold:

${operatingTable(natural.operating)}`);
  }
  if (ordinary) {
    sections.push(`### On ordinary posts of the open web

Validation and test parts of public sets, assumed harmless, not checked one by one; repeats and copies of training posts
left out. In per cent, intervals by Wilson. Where a set is in languages that it never learned, it is mostly unsure.

${ordinaryTable(ordinary)}`);
  }
  if (functional) {
    sections.push(`### Functional suite

Hand-written cases per capability: share of right answers at the risk threshold, of so many. A harmful case is right when
raised, a harmless one when left alone. Disguises are made of the plain harmful cases, by rules that the normaliser does
not know. Some of these rules disguise training posts too ("taught"): **how it does against a new trick, only those
never taught can say.**

${functionalTable(functional)}`);
  }
  if (leakage) {
    sections.push(`### Does it know more than a list of words?

The lexicon: per language the ${leakage.wordsPerLanguage} words with the highest log-odds for harmful over their standard error in
the training groups (in at least three of them). "Lexicon only" ranks by the sum of the log-odds of the different lexicon
words in a post. "Retrained" is a model with the same settings, taught and asked with these words cut out. AUPRC of the risk.

${leakageTable(leakage)}`);
  }
  if (compare) {
    sections.push(`### The same method beside its peers

Not this file: the same method taught on public sets with other labels, as \`compare\` printed it (\`models/README.md\` says
how it measures), and with other settings: up to 400,000 features without a choice among them, no disguised copies of
training posts, no rounding of weights. "Tuned": thresholds or biases chosen on validation, for everybody alike. In per
cent. On public sets that were at hand while the method was built, the figures are a little optimistic: their test parts
were looked at more than once.

${compareTable(compare)}`);
  }
  return sections.join('\n\n');
}

function failuresSection({ functional }: Metrics): string {
  const kinds = [
    '- Posts *about* exploitation (news, advice, survivors) resemble posts that are harmful.',
    '- Coded words, sarcasm, and whatever only the context outside the post gives away: mostly unseen.',
    '- It reads no picture and follows no link.',
    '- Thai word boundaries come from the ICU library of the Node that runs it; another version may move scores a little.',
  ];
  const weak = functional ? weakCapabilities(functional) : [];
  const cells = weak.map(
    ({ capability, harmful, cells: each }) =>
      `- **${capability}** (${harmful ? `harmful${disguiseOf(capability)}, missed` : 'harmless, raised'}): ${each
        .map(({ lang, right, n }) => `${lang} ${Math.round(right * 100)} % of ${n} right`)
        .join(', ')}`,
  );
  const table =
    cells.length === 0
      ? ''
      : `\n\nIn the functional suite fewer than half of the answers are right for:\n\n${cells.join('\n')}`;
  return `## Known failures

${kinds.join('\n')}${table}`;
}

function disguiseOf(capability: string): string {
  if (neverTaughtObfuscations.includes(capability)) return ' in a disguise never taught';
  return taughtObfuscations.includes(capability) ? ' in a disguise that was taught' : '';
}

function limitsSection({ languages, metrics, sources }: Described): string {
  const risk = (rows: Metrics['test'], lang: string) =>
    rows.find((row) => row.lang === lang && row.label === 'RISK');
  const rows = languages.map((lang) => {
    const unseen = risk(metrics.test, lang);
    const natural = risk(metrics.natural?.rows ?? [], lang);
    const line = metrics.natural?.operating.find((row) => row.lang === lang);
    const auprc = (row: typeof unseen): string =>
      row
        ? estimate({
            value: row.auprc,
            low: row.intervals?.auprc[0] ?? null,
            high: row.intervals?.auprc[1] ?? null,
          })
        : '–';
    return [
      lang,
      unseen ? `${unseen.positiveGroups} / ${unseen.negativeGroups}` : '–',
      auprc(unseen),
      auprc(natural),
      line ? estimate(line.recall) : '–',
      line ? estimate(line.falseAlarms) : '–',
    ];
  });
  const starter = sources.includes(STARTER);
  return `## Limits per language

Of the risk, in per cent:

${table(
  [
    'language',
    'harmful / harmless test groups',
    'AUPRC, unseen groups',
    'AUPRC, natural',
    'natural: found',
    'natural: raised in vain',
  ],
  rows,
)}

- Where the intervals of two languages or categories overlap, the difference may be chance.
- In any other language it says "unsure", where the language is given or its words are unknown. A text that mixes languages
  can slip through with a number that means little.
- On real posts it will do worse than on any set here; how much worse is not known until an organisation measures it on its
  own reviewed decisions (\`lapwing model compare\`).

## Who has not reviewed it

${
  starter
    ? `No native speaker of Thai, Indonesian, Vietnamese or Filipino and no child-protection specialist has reviewed the starter
corpus, the natural set, the functional suite or this model. Phrases may be unnatural, dated or typical of one region, and
what offenders write today may be absent. Have both look before you rely on it.`
    : `No child-protection specialist has reviewed this model. Whoever trained it knows its data; Lapwing does not.`
}`;
}
