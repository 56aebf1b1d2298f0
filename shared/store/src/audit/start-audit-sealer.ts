import type { Logger } from '../logging.ts';
import { repeatUntilStopped } from '../processes/repeat-until-stopped.ts';
import type { Store } from '../store.ts';
import { type SealerSettings, sealAudit } from './seal-audit.ts';

const INTERVAL_MS = 2_000;

/** Seals the audit log every two seconds until it is stopped. Any number of processes may run one: they take turns. */
export function startAuditSealer(
  store: Pick<Store, 'db'>,
  log: Logger,
  settings: SealerSettings,
): { stop: () => Promise<void> } {
  return repeatUntilStopped(async () => (await sealAudit(store, settings)).more, {
    intervalMs: INTERVAL_MS,
    log,
    trouble: 'the audit log cannot be sealed now; it is tried again',
  });
}
