import { FlagInput } from '@lapwing/contracts/flag';
import fc from 'fast-check';
import { type OutboxStore, openOutbox } from '../outbox/outbox-store.ts';
import { saveFlag } from '../outbox/save-flag.ts';
import { openStorage } from '../storage/database.ts';
import { isQuotaError } from './life.ts';
import { type OutboxCase, outboxCases, sealedOutboxCases } from './outbox-cases.ts';
import { outboxLives, playOutboxLife } from './outbox-life.ts';
import { indexedDbPlace } from './outbox-places.ts';

// What a page of a real browser runs of the outbox: the same cases and the same lives as in Node.

const cases: OutboxCase[] = [...outboxCases, ...sealedOutboxCases];

/** Removes the database; waits for nobody, since contexts of earlier lives were never closed. */
function emptyDatabase(): Promise<void> {
  const done = Promise.withResolvers<void>();
  const deleting = indexedDB.deleteDatabase('lapwing');
  deleting.onsuccess = () => done.resolve();
  deleting.onerror = () => done.reject(deleting.error);
  return done.promise;
}

const flag = FlagInput.parse({
  url: 'https://www.facebook.com/somebody.example/posts/1000001',
  category: 'GROOMING',
  severity: 2,
  urgency: 'PRIORITY',
  text: 'a harmless sentence '.repeat(200),
  observedAt: '2026-11-24T10:00:00.000Z',
});
const owner = { server: 'https://lapwing.example', personId: 'anna' };

export const outboxSuite = {
  names: cases.map(({ name }) => name),
  async runCase(name: string): Promise<void> {
    await emptyDatabase();
    await cases.find((one) => one.name === name)?.run(indexedDbPlace());
  },
  async playLives(numRuns: number): Promise<void> {
    const life = fc.asyncProperty(outboxLives, async (one) => {
      await emptyDatabase();
      await playOutboxLife(one, indexedDbPlace());
    });
    await fc.assert(life, { numRuns });
  },
  /** Saves until the disk is full; gives how many were saved and whether all of them are there. */
  async fillUp(): Promise<{ saved: number; kept: number; refusedFor: string; stillReadable: boolean }> {
    const store: OutboxStore = openOutbox(openStorage(), () => undefined);
    let saved = 0;
    for (;;) {
      try {
        await saveFlag(store, flag, owner, { now: saved });
        saved += 1;
      } catch (error) {
        const refusedFor = isQuotaError(error) ? 'QuotaExceededError' : String(error);
        const { entries } = await store.contents();
        const words = entries.every((entry) => 'flag' in entry && entry.flag.text === flag.text);
        return { saved, kept: entries.length, refusedFor, stillReadable: words };
      }
    }
  },
  async saveOne(): Promise<number> {
    const store = openOutbox(openStorage(), () => undefined);
    await saveFlag(store, flag, owner, { now: 1 });
    return (await store.contents()).entries.length;
  },
};
export type OutboxSuite = typeof outboxSuite;
