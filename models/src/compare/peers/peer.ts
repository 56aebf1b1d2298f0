import type { LearningSet, Predictions } from '../data-set.ts';

export type RunContext = {
  /** An empty folder for the peer's files; whoever made it removes it. */
  folder: string;
  seed: number;
  log: (line: string) => void;
};

/** Another classifier, measured on the same splits and the same text. */
export type Peer = {
  name: string;
  /** Null where it is not on this machine. */
  version: () => Promise<string | null>;
  /** Learns from the training posts, chooses on the validation posts. Throws PeerError. */
  run: (set: LearningSet, context: RunContext) => Promise<Predictions>;
};

/** A peer that is on this machine and failed: says what it printed last. */
export class PeerError extends Error {
  override name = 'PeerError';
}
