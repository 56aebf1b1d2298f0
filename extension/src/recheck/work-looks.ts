import { armAlarm, disarmAlarm } from '../browser/alarms.ts';
import { OUTBOX_PERIOD_MINUTES } from '../outbox/outbox-messages.ts';
import { ownerOf } from '../pairing/pairing.ts';
import { forgetToken, readPairing } from '../pairing/pairing-store.ts';
import type { Fetch } from '../server/ask-server.ts';
import { sendLook } from '../server/send-look.ts';
import { drainLooks } from './drain-looks.ts';
import { LOOKS_ALARM, LOOKS_DRAIN_LOCK } from './look-messages.ts';
import { changeLook, readLooks } from './look-store.ts';

/**
 * Sends the looks that wait, as whoever is paired now; one drain at a time over all our contexts. The alarm stays
 * armed while a look of hers waits, so that one that is cut off is taken up again.
 *
 * @param all whether what waits for its time is sent as well
 */
export async function workLooks(all: boolean, fetch: Fetch): Promise<void> {
  await navigator.locks.request(LOOKS_DRAIN_LOCK, async () => {
    const pairing = await readPairing();
    const token = pairing?.token ?? null;
    const isWaiting = (await readLooks()).some(({ state }) => state === 'WAITING');
    if (pairing === null || token === null || !isWaiting) return disarmAlarm(LOOKS_ALARM);
    await armAlarm(LOOKS_ALARM, OUTBOX_PERIOD_MINUTES);
    const result = await drainLooks({
      owner: ownerOf(pairing),
      read: readLooks,
      change: changeLook,
      send: (look) => sendLook({ server: pairing.server, token }, look, fetch),
      now: Date.now,
      random: Math.random,
      all,
    });
    if (result.pairAgain) await forgetToken(token);
    if (result.nextAttemptAt === null || result.pairAgain) await disarmAlarm(LOOKS_ALARM);
  });
}
