import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { outboxLives, playOutboxLife } from '../testing/outbox-life.ts';
import { indexedDbPlace, memoryPlace } from '../testing/outbox-places.ts';

// How many lives it takes to find what was broken on purpose is in docs/outbox.md.
const LIVES_IN_MEMORY = 3_000;
const LIVES_IN_INDEXED_DB = 300;
const LONGEST_MS = 240_000;

describe('an outbox to which everything happens', () => {
  it.each([
    ['in memory', memoryPlace, LIVES_IN_MEMORY],
    [
      'sealed, in IndexedDB',
      () => {
        globalThis.indexedDB = new IDBFactory();
        return indexedDbPlace();
      },
      LIVES_IN_INDEXED_DB,
    ],
  ])(
    '%s, loses nothing, doubles nothing, keeps the order, sends nothing that was withdrawn, and keeps no words of what is settled',
    async (_, place, numRuns) => {
      await fc.assert(
        fc.asyncProperty(outboxLives, (life) => playOutboxLife(life, place())),
        { numRuns },
      );
    },
    LONGEST_MS,
  );
});
