import { fileURLToPath } from 'node:url';
import type { Category } from '@lapwing/contracts/taxonomy';
import type { Metrics } from '../evaluate/metrics.ts';
import { chooseBackend } from './backend.ts';
import { readScorer } from './read-scorer.ts';
import type { PostToScore, ScoreResult } from './score-posts.ts';

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
  /** From this risk on a post counts as raised, where a yes or no is measured. */
  riskThreshold: number;
  /** Scores posts in their order; about 64 at once is quickest. Each score is independent of its batch. */
  score: (posts: readonly PostToScore[], options?: { explain?: boolean }) => Promise<ScoreResult[]>;
  dispose: () => void;
};

/** The model that comes with the repository. */
export const shippedModels = new URL('../../shipped/', import.meta.url);

/**
 * Loads a model folder, or the current one of a folder of versions (default: the shipped one), verifies every
 * hash, scores a probe and chooses the backend. Throws ModelError; the caller keeps the model it has.
 */
export async function loadModel(directory: string | URL = shippedModels): Promise<Model> {
  const { name: backend, skipped } = await chooseBackend();
  const { manifest, calibration, metrics, network, score } = await readScorer(
    typeof directory === 'string' ? directory : fileURLToPath(directory),
  );
  return {
    version: manifest.version,
    labels: manifest.labels,
    languages: manifest.languages,
    backend,
    backendNotes: skipped,
    metrics,
    riskThreshold: calibration.riskThreshold,
    score: async (posts, options) => score(posts, options),
    dispose: () => {
      network.head.dispose();
    },
  };
}
