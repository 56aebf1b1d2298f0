import { buildUrgent } from '@lapwing/store/batches/build-urgent';
import { dueSchedules, scheduledRecipients } from '@lapwing/store/batches/due-schedules';
import { followSchedule } from '@lapwing/store/batches/follow-schedule';
import { urgentReferrals } from '@lapwing/store/batches/urgent-referrals';
import type { Logger } from '@lapwing/store/logging';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import type { Store } from '@lapwing/store/store';

/** How late a run can be. */
const POLL_MS = 3_000;

/**
 * Until it is stopped: makes the batches that recipients' schedules ask for. Their files are written as those of any other,
 * and they wait for a person to send them. Imminent danger waits for no run, and nothing of one recipient for another that
 * gives trouble.
 */
export function startSchedules(context: { store: Pick<Store, 'db'>; clock: () => Date; log: Logger }): {
  stop: () => Promise<void>;
} {
  const { store, clock, log } = context;
  const attempt = attemptsThatAreSaid(log);
  const urgent = repeatUntilStopped(
    async (stopped) => {
      for (const recipientId of await scheduledRecipients(store)) {
        if (stopped.aborted) break;
        await attempt({ recipientId }, 'imminent danger of a recipient cannot be looked for', async () => {
          for (const referralId of await urgentReferrals(store, recipientId, clock())) {
            if (stopped.aborted) break;
            await attempt({ recipientId, referralId }, 'imminent danger cannot be built', async () => {
              const batchId = await buildUrgent(store, { recipientId, referralId }, clock());
              if (batchId !== null) log.info({ recipientId, batchId }, 'imminent danger is built');
            });
          }
        });
      }
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot look for imminent danger now and tries again' },
  );
  const runs = repeatUntilStopped(
    async (stopped) => {
      for (const recipientId of await dueSchedules(store, clock())) {
        if (stopped.aborted) break;
        await attempt({ recipientId }, 'the schedule of a recipient cannot be followed', async () => {
          const batchIds = await followSchedule(store, recipientId, clock(), stopped);
          if (batchIds.length > 0)
            log.info({ recipientId, batches: batchIds.length }, 'a schedule made batches');
        });
      }
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot follow schedules now and tries again' },
  );
  return {
    stop: async () => {
      await Promise.all([urgent.stop(), runs.stop()]);
    },
  };
}

/** Work whose failure stops nothing else. Each is said once, and again only after it went well. */
function attemptsThatAreSaid(log: Logger) {
  const failing = new Set<string>();
  return async (about: Record<string, string>, trouble: string, work: () => Promise<void>): Promise<void> => {
    const key = `${trouble} ${Object.values(about).join(' ')}`;
    try {
      await work();
      failing.delete(key);
    } catch (error) {
      if (!failing.has(key)) log.error({ ...about, err: error }, `${trouble}; it is tried again`);
      failing.add(key);
    }
  };
}
