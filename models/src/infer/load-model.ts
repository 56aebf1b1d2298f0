import { fileURLToPath } from 'node:url';
import type { Category } from '@lapwing/contracts/taxonomy';
import { abstains, calibrateLabels, calibrateRisk } from '../calibrate/calibration.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import { countTerms, vectorise } from '../features/vectorise.ts';
import { computeLogits } from '../network/compute-logits.ts';
import { chooseBackend } from './backend.ts';
import { explainLabels } from './explain.ts';
import { type LoadedFolder, readModel } from './read-model.ts';

/** A post to score. `lang` is BCP 47 where known: a language that the model never saw makes it abstain. */
export type PostToScore = { text: string; lang?: string | undefined };

/** By how much a label's logit falls without these words (UTF-16 offsets in the post); negative: they spoke against it. */
export type Explanation = { start: number; end: number; weight: number; label: Category };

/** A score orders work and never decides. */
export type ScoreResult = {
  /** Calibrated probability that the post is harmful in any learned category. */
  risk: number;
  /** Calibrated probability per learned category. A category that is absent was never learned: unknown, not zero. */
  probabilities: Partial<Record<Category, number>>;
  /** The model has no ground for an answer; `risk` still orders, with the prior where there is no text. */
  abstained: boolean;
  /** For the strongest label and every label above its threshold; only when asked for. */
  explanations?: Explanation[];
};

export type Model = {
  /** Content-addressed; belongs in every score row. */
  version: string;
  /** The learned categories. */
  labels: Category[];
  /** Languages it was trained on. */
  languages: string[];
  /** `tensorflow` (native), `wasm` or `cpu`. */
  backend: string;
  /** Why faster backends were not taken; for one line of log. */
  backendNotes: string[];
  metrics: Metrics;
  /** Scores posts in their order; about 64 at once is quickest. Each score is independent of its batch. */
  score: (posts: readonly PostToScore[], options?: { explain?: boolean }) => Promise<ScoreResult[]>;
  dispose: () => void;
};

/** The model that comes with the repository. */
export const shippedModels = new URL('../../shipped/', import.meta.url);

/**
 * Loads a model folder, or the current one of a folder of versions (default: the shipped one), verifies every
 * hash and chooses the backend. Throws ModelError; the caller keeps the model it has.
 */
export async function loadModel(directory: string | URL = shippedModels): Promise<Model> {
  const { name: backend, skipped } = await chooseBackend();
  const folder = await readModel(typeof directory === 'string' ? directory : fileURLToPath(directory));
  const { manifest, metrics, network } = folder;
  return {
    version: manifest.version,
    labels: manifest.labels,
    languages: manifest.languages,
    backend,
    backendNotes: skipped,
    metrics,
    score: async (posts, { explain = false } = {}) => scorePosts(folder, posts, explain),
    dispose: () => {
      network.head.dispose();
    },
  };
}

function scorePosts(
  { manifest, calibration, network }: LoadedFolder,
  posts: readonly PostToScore[],
  explain: boolean,
) {
  const vectors = posts.map(({ text }) => vectorise(countTerms(text), network.table));
  const logits = computeLogits(network, vectors);
  const width = manifest.labels.length;
  return posts.map(({ text, lang }, index): ScoreResult => {
    const { tokens = 0, knownWords = 0 } = vectors[index] ?? {};
    const calibrated = calibrateLabels(calibration, logits.subarray(index * width, (index + 1) * width));
    const risk = tokens === 0 ? calibration.prior : calibrateRisk(calibration, calibrated);
    const probabilities: ScoreResult['probabilities'] = {};
    for (const [label, category] of manifest.labels.entries()) {
      if (tokens > 0) probabilities[category] = calibrated[label] ?? 0;
    }
    const result = {
      risk,
      probabilities,
      abstained: abstains(calibration, { risk, knownWords, tokens, lang }),
    };
    if (!explain) return result;
    const highest = Math.max(...calibrated);
    const shown = manifest.labels.flatMap((_, label) => {
      const probability = calibrated[label] ?? 0;
      return probability === highest || probability >= (calibration.thresholds[label] ?? 1) ? [label] : [];
    });
    const explanations = explainLabels(network, text, shown).flatMap(({ label, ...each }) => {
      const category = manifest.labels[label];
      return category ? [{ ...each, label: category }] : [];
    });
    return { ...result, explanations };
  });
}
