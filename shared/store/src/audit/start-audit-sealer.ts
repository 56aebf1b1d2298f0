import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging.ts';
import type { Store } from '../store.ts';
import { type SealerSettings, sealAudit } from './seal-audit.ts';

const INTERVAL_MS = 2_000;

/**
 * Seals the audit log every two seconds until it is stopped; a database that is away is tried again at the next
 * turn. Any number of processes may run one: they take turns.
 */
export function startAuditSealer(
  store: Pick<Store, 'db'>,
  log: Logger,
  settings: SealerSettings,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const run = async (): Promise<void> => {
    let away = false;
    while (!stopped.signal.aborted) {
      try {
        const { more } = await sealAudit(store, settings);
        away = false;
        if (more) continue;
      } catch (error) {
        if (!away) log.warn({ err: error }, 'the audit log cannot be sealed now; it is tried again');
        away = true;
      }
      await delay(INTERVAL_MS, undefined, { signal: stopped.signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
