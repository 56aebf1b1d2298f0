import { onAlarm } from '../browser/alarms.ts';
import { onBegin, onMessage } from '../browser/messages.ts';
import { onTabClosed } from '../browser/tabs.ts';
import { onPairing } from '../pairing/pairing-store.ts';
import { LOOKS_ALARM, SendLooks } from './look-messages.ts';
import { rememberRecheckTab } from './recheck-tabs.ts';
import { workLooks } from './work-looks.ts';

/** What the background does for looking again: sends what was seen, and forgets tabs that are closed. */
export function startRechecks(): void {
  const work = (all: boolean) =>
    workLooks(all, (url, init) => fetch(url, init)).catch((error: unknown) =>
      console.error('Looks could not be sent', error),
    );
  onMessage(async (message) => {
    if (SendLooks.safeParse(message).success) await work(true);
  });
  onAlarm(LOOKS_ALARM, () => void work(false));
  onBegin(() => void work(true));
  // Paired again: what waited for that is due. A renewed pairing sends what waits, which is harmless.
  onPairing((pairing) => {
    if (pairing !== null && pairing.token !== null) void work(true);
  });
  onTabClosed((tabId) => void rememberRecheckTab(tabId, null));
  self.addEventListener('online', () => void work(true));
}
