import { dueDeliveries } from '@lapwing/store/deliveries/due-deliveries';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import { type DeliverContext, deliverBatch } from './deliver-batch.ts';

const POLL_MS = 1_000;
/** A recipient that is slow holds up no other, and gets one batch at a time. */
const RECIPIENTS_AT_ONCE = 4;
/** Imminent danger does not wait behind them. */
const RECIPIENTS_AT_ONCE_IN_DANGER = 8;

/** Delivers what is due until it is stopped; `stop` waits for the attempts that run. */
export function startDeliveries(context: DeliverContext): { stop: () => Promise<void> } {
  const { store, log } = context;
  const busy = new Map<string, Promise<void>>();

  const deliverAllTo = async (recipientId: string, first: string, stopped: AbortSignal): Promise<void> => {
    let next: string | undefined = first;
    try {
      while (next !== undefined && !stopped.aborted) {
        if ((await deliverBatch(context, next)) === 'BUSY') return;
        // Whoever came beside the usual ones gives the place back.
        if (busy.size > RECIPIENTS_AT_ONCE) return;
        next = (await dueDeliveries(store, recipientId))[0]?.batchId;
      }
    } catch (error) {
      log.error({ err: error, recipientId }, 'an attempt to deliver was cut off; it is made again later');
    } finally {
      busy.delete(recipientId);
    }
  };

  const poll = repeatUntilStopped(
    async (stopped) => {
      for (const { batchId, recipientId, imminent } of await dueDeliveries(store)) {
        if (busy.size >= (imminent ? RECIPIENTS_AT_ONCE_IN_DANGER : RECIPIENTS_AT_ONCE)) break;
        if (!busy.has(recipientId)) busy.set(recipientId, deliverAllTo(recipientId, batchId, stopped));
      }
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot look for deliveries now and tries again' },
  );
  return {
    stop: async () => {
      await poll.stop();
      await Promise.all(busy.values());
    },
  };
}
