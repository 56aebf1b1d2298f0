import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, it } from 'vitest';
import { outboxCases, sealedOutboxCases } from '../testing/outbox-cases.ts';
import { indexedDbPlace, memoryPlace } from '../testing/outbox-places.ts';

// The same cases run in a real Chromium: outbox-store.e2e.ts.
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('an outbox in memory', () => {
  it.each(outboxCases)('$name', ({ run }) => run(memoryPlace()));
});

describe('an outbox in IndexedDB', () => {
  it.each([...outboxCases, ...sealedOutboxCases])('$name', ({ run }) => run(indexedDbPlace()));
});
