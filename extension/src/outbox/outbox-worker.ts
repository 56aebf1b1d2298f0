import { armAlarm, disarmAlarm } from '../browser/alarms.ts';
import { mayReach } from '../browser/permissions.ts';
import { ownerOf } from '../pairing/pairing.ts';
import { forgetToken, readPairing } from '../pairing/pairing-store.ts';
import type { Fetch } from '../server/ask-server.ts';
import { sendFlag } from '../server/send-flag.ts';
import { isOwnMachine, originPattern } from '../server/server-address.ts';
import { drainOutbox } from './drain-outbox.ts';
import { isPending } from './outbox-entry.ts';
import { DRAIN_LOCK, type DrainRequest, OUTBOX_ALARM, OUTBOX_PERIOD_MINUTES } from './outbox-messages.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { Way } from './outbox-way.ts';

export type WorkCause = DrainRequest['cause'];

/**
 * Drains the outbox as whoever is paired now; gives when the next flag is due (ms since the epoch), or null. A lock
 * of the browser makes sure that one drain runs at a time over all our contexts; it is released when its worker
 * dies. The alarm stays armed while anything of hers is pending, so that a drain that is cut off is taken up again.
 */
export function workOutbox(
  store: OutboxStore,
  cause: WorkCause,
  fetch: Fetch,
  way: Way,
): Promise<number | null> {
  return navigator.locks.request(DRAIN_LOCK, async () => {
    way.clear();
    const pairing = await readPairing();
    const token = pairing?.token ?? null;
    if (pairing === null || token === null || !(await store.heads()).some(isPending)) {
      // Whoever pairs or saves wakes us.
      await disarmAlarm(OUTBOX_ALARM);
      return null;
    }
    await armAlarm(OUTBOX_ALARM, OUTBOX_PERIOD_MINUTES);
    const { server } = pairing;
    const result = await drainOutbox({
      store,
      owner: ownerOf(pairing),
      send: async (flag, key) => {
        const wasOffline = !navigator.onLine;
        const signal = way.begin(Boolean(flag.imminentDanger));
        if (signal === null) return { kind: 'OFFLINE' };
        const sent = await sendFlag({ server, token, signal }, flag, key, fetch);
        if (sent.kind !== 'UNREACHABLE') return sent;
        // This computer itself can be reached without a network.
        if (wasOffline && !navigator.onLine && !isOwnMachine(server)) return { kind: 'OFFLINE' };
        // Access to the server was taken back, and pairing asks for it anew; without a network it may be just that.
        const shutOut = navigator.onLine && !(await mayReach(originPattern(server)));
        return shutOut ? { kind: 'PAIR_AGAIN' } : sent;
      },
      now: Date.now,
      random: Math.random,
      cause: cause === 'DUE' ? undefined : cause,
    });
    if (result.pairAgain) await forgetToken(token);
    if (result.pending === 0) await disarmAlarm(OUTBOX_ALARM);
    return result.pairAgain ? null : result.nextAttemptAt;
  });
}
