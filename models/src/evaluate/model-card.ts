import type { TrainedModel } from '../train/train-model.ts';
import { metricsTable } from './report.ts';

const percent = (value: number | null): string =>
  value === null ? 'not measured' : `${(value * 100).toFixed(1)} %`;

/** The model card: what the model is, how it did on what it never saw, and what nobody should ask of it. */
export function modelCard(
  model: Pick<TrainedModel, 'labels' | 'languages' | 'metrics' | 'settings' | 'sources'>,
): string {
  const { labels, languages, metrics, settings, sources } = model;
  const counts = Object.entries(metrics.counts).map(([name, count]) => `${name} ${count}`);
  return `# Model card: text classifier

**Use.** Orders a queue of posts that trained analysts have flagged. It never confirms, dismisses or refers
anything; a person decides. **Not for** filtering what people may write, judging a person, or counting offences.

**Input** one post's text. **Output** a calibrated probability for each of ${labels.join(', ')}; an overall risk;
an abstention. A category that is not in this list was never learned: its absence means "unknown", not "no".

**Trained on** ${sources.join(', ')} (languages: ${languages.join(', ')}). The starter corpus is synthetic: short
sentences with non-sexual indicators, as safety education names them, and matched harmless ones, written for this
project and filled in by a small grammar. No real post, no personal data. Counts: ${counts.join(', ')}.

**How.** Hashed character 1–5-grams and word 1–2-grams of normalised text; a linear part and a
${settings.dimensions}-dimensional bag of embeddings with a small TensorFlow.js head, trained together (seed
${settings.seed}); int8; Platt scaling per label and of the risk on a fold of its own.

## On sentence frames (groups) that trained nothing

Every figure is of this exact file, in per cent; each group counts once, whatever its number of posts.

${metricsTable(metrics)}

At its own risk threshold it finds ${percent(metrics.recall)} of the harmful test groups and raises
${percent(metrics.falsePositiveRate)} of the harmless ones. It abstains on ${percent(metrics.abstained)} of the posts.

## What it cannot do

- The test groups come from the same authors and grammar as the training groups. On real posts it will do worse;
  how much worse is not known until an organisation measures it on its own reviewed decisions.
- The default settings were chosen by the validation figures of four other splits of the starter corpus, whose
  validation groups overlap with these test groups: the figures above are a little too good for that reason too.
- Groups per cell are few: differences of ten points between cells mean nothing.
- Probabilities are calibrated for a mixture in which about half of the posts are harmful, as flagged posts may be.
  On a random sample of the open web they are far too high.
- Other languages than those above: it abstains where the language is given or the words are unknown, but a text that
  mixes languages can slip through with a meaningless score.
- Slang, coded words, emoji codes, letter swaps inside words, sarcasm, context outside the post: mostly unseen.
- Posts *about* exploitation (news, advice, survivors) resemble posts that are harmful; the matched harmless frames
  help, and do not solve it.
- It reads no picture and follows no link.
- Thai word boundaries come from the ICU library of the Node that runs it; another version may move scores a little.
`;
}
