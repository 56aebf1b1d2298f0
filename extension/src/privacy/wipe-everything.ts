import { deleteDB } from 'idb';
import { armedAlarms, disarmAllAlarms } from '../browser/alarms.ts';
import { stopNotifying } from '../browser/notices.ts';
import { registeredScripts, unregisterAllScripts } from '../browser/page-scripts.ts';
import { reachableSites, stopReaching } from '../browser/permissions.ts';
import { allStored, clearStored } from '../browser/storage.ts';
import { DRAIN_LOCK } from '../outbox/outbox-messages.ts';
import { readPairing, writePairing } from '../pairing/pairing-store.ts';
import { revokePairing } from '../pairing/revoke-pairing.ts';
import { FOLLOW_LOCK } from '../safe-viewing/page-scripts.ts';
import type { Fetch } from '../server/ask-server.ts';
import { runAlone } from './wiping.ts';

export interface Wiped {
  /** Whether the server knows this browser no more. UNREACHED: it still does. */
  server: 'REVOKED' | 'UNREACHED' | 'NOT_PAIRED';
  /** What the browser did not let go of, by its names; empty when everything is gone. */
  left: string[];
}

/**
 * Leaves nothing of the extension but the extension: revokes the pairing on the server where it can be reached, closes
 * our other pages, ends what is being sent, and removes every stored value, database, alarm, script and access to a
 * site. What waits in the outbox is lost, so the person was asked.
 */
export async function wipeEverything(fetch: Fetch): Promise<Wiped> {
  const pairing = await readPairing();
  const isPaired = pairing !== null && pairing.token !== null;
  const revoked = pairing === null ? false : await revokePairing(pairing, fetch);
  // Whoever sends now stops: the token is no good, and nobody is paired.
  await writePairing(null);
  await runAlone(() =>
    navigator.locks.request(DRAIN_LOCK, () => navigator.locks.request(FOLLOW_LOCK, removeAll)),
  );
  return {
    server: !isPaired ? 'NOT_PAIRED' : revoked ? 'REVOKED' : 'UNREACHED',
    left: await whatIsLeft(),
  };
}

async function removeAll(): Promise<void> {
  await unregisterAllScripts();
  await disarmAllAlarms();
  await Promise.all([clearStored('local'), clearStored('session')]);
  localStorage.clear();
  sessionStorage.clear();
  for (const { name } of await indexedDB.databases()) if (name !== undefined) await deleteDB(name);
  for (const name of await caches.keys()) await caches.delete(name);
  await stopNotifying();
  for (const site of await reachableSites()) {
    // What the browser gives by its own settings it does not take back for us.
    await stopReaching(site).catch(() => undefined);
  }
}

/** By name: everything that is still there. */
async function whatIsLeft(): Promise<string[]> {
  const [local, session, databases, cached, alarms, scripts, sites] = await Promise.all([
    allStored('local'),
    allStored('session'),
    indexedDB.databases(),
    caches.keys(),
    armedAlarms(),
    registeredScripts(),
    reachableSites(),
  ]);
  return [
    ...Object.keys(local),
    ...Object.keys(session),
    ...Object.keys({ ...localStorage, ...sessionStorage }),
    ...databases.flatMap(({ name }) => name ?? []),
    ...cached,
    ...alarms,
    ...scripts,
    ...sites,
  ];
}
