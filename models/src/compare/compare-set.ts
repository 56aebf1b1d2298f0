import type { DataSet, LearningSet, Predictions } from './data-set.ts';
import { type Figures, measure } from './measure.ts';
import type { Classifier } from './ours.ts';
import { type Peer, PeerError } from './peers/peer.ts';
import { withFolder } from './peers/with-folder.ts';

export type Measured = Figures & { seconds: number };
export type PeerResult =
  | { name: string; state: 'measured'; version: string; figures: Measured }
  | { name: string; state: 'absent' }
  | { name: string; state: 'failed'; reason: string };
export type SetResult = { set: DataSet; ours: Measured; peers: PeerResult[] };

/**
 * Measures our classifier and then each peer on one set, one after the other. All get the same posts, and none gets
 * the labels of the test posts. A peer that fails is reported and stops nothing.
 */
export async function compareSet(
  set: DataSet,
  classifier: Classifier,
  peers: readonly Peer[],
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<SetResult> {
  const learning: LearningSet = { ...set, test: set.test.map(({ text }) => ({ text })) };
  const timed = async (predict: () => Promise<Predictions>): Promise<Measured> => {
    const started = performance.now();
    const { validation, test } = await predict();
    const seconds = (performance.now() - started) / 1000;
    const figures = measure(
      set.task,
      set.labels.length,
      { probabilities: validation, posts: set.validation },
      { probabilities: test, posts: set.test },
    );
    return { ...figures, seconds };
  };
  const logFor = (name: string) => (line: string) => log(`${set.name}, ${name}: ${line}`);

  const ours = await timed(() => classifier(learning, { seed, log: logFor('lapwing') }));
  const results: PeerResult[] = [];
  for (const { name, version, run } of peers) {
    const found = await version();
    if (found === null) {
      results.push({ name, state: 'absent' });
      continue;
    }
    try {
      const figures = await withFolder((folder) =>
        timed(() => run(learning, { folder, seed, log: logFor(name) })),
      );
      results.push({ name, state: 'measured', version: found, figures });
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      logFor(name)(error.message);
      results.push({ name, state: 'failed', reason: error.message });
    }
  }
  return { set, ours, peers: results };
}
