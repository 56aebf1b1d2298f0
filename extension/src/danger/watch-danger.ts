import { readBackgroundTexts } from '../background-texts.ts';
import { showBadge } from '../badge/show-badge.ts';
import { notify } from '../browser/notices.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import { ownerOf, type Pairing } from '../pairing/pairing.ts';
import { readPairing } from '../pairing/pairing-store.ts';
import { WatchClock } from './danger-watch.ts';
import { keepWatch } from './keep-watch.ts';

/** How often imminent danger on its way is looked at, in milliseconds. */
const LOOK_EVERY_MS = 2_000;

/**
 * Gives a function that looks how imminent danger stands and tells of it outside of the panel: by the toolbar button
 * and, where that is allowed, by a notice of the system with the organisation's first number. While something is on
 * its way it goes on looking by itself. Never throws.
 */
export function createDangerWatch(store: OutboxStore): () => Promise<void> {
  const clock = new WatchClock(() => performance.now());
  let again: ReturnType<typeof setTimeout> | undefined;
  let shown = '';
  const look = async (): Promise<void> => {
    try {
      const pairing = await readPairing();
      const paired = pairing === null || pairing.token === null ? null : ownerOf(pairing);
      const { sending, undelivered, news } = await keepWatch({ store, clock, paired, now: Date.now() });
      clearTimeout(again);
      if (sending > 0) again = setTimeout(() => void look(), LOOK_EVERY_MS);
      const next = `${sending} ${undelivered}`;
      if (next !== shown) await showBadge({ sending, undelivered });
      shown = next;
      if (news) await tellOutside(pairing);
    } catch (error) {
      console.error('Imminent danger could not be looked after', error);
    }
  };
  return look;
}

async function tellOutside(pairing: Pairing | null): Promise<void> {
  const text = await readBackgroundTexts();
  const [contact] = pairing?.me.emergencyContacts ?? [];
  const message = contact ? text('danger:notice.call', { ...contact }) : text('danger:notice.callPolice');
  await notify('imminent-danger', text('danger:undelivered.title'), message);
}
