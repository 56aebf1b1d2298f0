import { dueSchedules } from '@lapwing/store/batches/due-schedules';
import { followSchedule } from '@lapwing/store/batches/follow-schedule';
import type { Logger } from '@lapwing/store/logging';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import type { Store } from '@lapwing/store/store';

/** How late a run can be. */
const POLL_MS = 3_000;

/**
 * Until it is stopped: makes the batches that recipients' schedules ask for. Their files are written as those of any other,
 * and they wait for a person to send them.
 */
export function startSchedules(context: { store: Pick<Store, 'db'>; clock: () => Date; log: Logger }): {
  stop: () => Promise<void>;
} {
  const { store, clock, log } = context;
  return repeatUntilStopped(
    async (stopped) => {
      for (const recipientId of await dueSchedules(store, clock())) {
        if (stopped.aborted) break;
        const batchIds = await followSchedule(store, recipientId, clock());
        if (batchIds.length > 0)
          log.info({ recipientId, batches: batchIds.length }, 'a schedule made batches');
      }
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot follow schedules now and tries again' },
  );
}
