import { dueBatches } from '@lapwing/store/batches/due-batches';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import { type BuildContext, buildBatch } from './build-batch.ts';

/** How soon a batch is found whose announcement was lost, or whose exporter was killed. */
const POLL_MS = 3_000;
/** The same of imminent danger. */
const URGENT_POLL_MS = 1_000;

/**
 * Until it is stopped: builds batches that are due, whoever made them. Imminent danger has a place of its own, so that it
 * waits for no other batch, however large that is and however many there are.
 */
export function startBuilding(context: BuildContext): { stop: () => Promise<void> } {
  const inTurn = (imminentOnly: boolean, intervalMs: number) =>
    repeatUntilStopped(
      async (stopped) => {
        // At these somebody else is at work, or they have to wait.
        const besides: string[] = [];
        while (!stopped.aborted) {
          const [batchId] = await dueBatches(context.store, 1, { imminentOnly, besides });
          if (batchId === undefined) break;
          const result = await buildBatch(context, batchId);
          if (result !== 'BUILT') besides.push(batchId);
        }
        return false;
      },
      { intervalMs, log: context.log, trouble: 'the exporter cannot look for batches now and tries again' },
    );
  const urgent = inTurn(true, URGENT_POLL_MS);
  const all = inTurn(false, POLL_MS);
  return {
    stop: async () => {
      await Promise.all([urgent.stop(), all.stop()]);
    },
  };
}
