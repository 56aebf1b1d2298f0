/**
 * Wiping has to be alone: a page that is open writes its form when it goes away. So every page of ours that writes
 * holds this lock together with the others for as long as it is there, and whoever wipes waits for it alone.
 */
const OPEN_PAGES = 'open-pages';
const WIPE_CHANNEL = 'lapwing-wipe';
/** What a page that was told to go shows instead. */
const WIPED = 'wiped';

/** For a page that writes: from now on it goes when everything is wiped, and is waited for. */
export function goWhenWiped(): void {
  void navigator.locks.request(OPEN_PAGES, { mode: 'shared' }, () => new Promise(() => undefined));
  new BroadcastChannel(WIPE_CHANNEL).onmessage = () => {
    const { pathname } = location;
    location.replace(`${pathname}?${WIPED}`);
  };
}

/** Whether this page is what is shown in place of one that was told to go. It must not write anything. */
export function showsWiped(search: string): boolean {
  return new URLSearchParams(search).has(WIPED);
}

/** Runs once no other page of ours is open. */
export function runAlone(run: () => Promise<void>): Promise<void> {
  const channel = new BroadcastChannel(WIPE_CHANNEL);
  channel.postMessage('go');
  return navigator.locks.request(OPEN_PAGES, run).finally(() => channel.close());
}
