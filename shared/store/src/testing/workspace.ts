import { randomBytes } from 'node:crypto';
import { FlagInput, type ParsedFlag, type Role } from '@lapwing/contracts';
import { people } from '../schema/index.ts';
import { createSealer } from '../sealing.ts';
import { type Actor, openDatabase, type Store } from '../store.ts';
import { createTestDatabase, type TestDatabase } from './create-test-database.ts';

/** A store on a fresh database, with queues that only remember what was announced. */
export interface TestWorkspace {
  database: TestDatabase;
  store: Store;
  /** Ids of the items and batches that were announced, in order. */
  announced: string[];
  close(): Promise<void>;
}

/** Opens a workspace for one test file; close it in `afterAll`. */
export async function openTestWorkspace(): Promise<TestWorkspace> {
  const database = await createTestDatabase();
  const announced: string[] = [];
  const store: Store = {
    ...openDatabase(database.appUrl, { connections: 8 }),
    sealer: createSealer(randomBytes(32)),
    queues: {
      enqueueScore: async ({ itemId }) => {
        announced.push(itemId);
        return { queued: true };
      },
      enqueueBatchBuild: async ({ batchId }) => {
        announced.push(batchId);
        return { queued: true };
      },
      askSuggestion: async () => null,
      askPreview: async () => null,
      askReport: async () => null,
    },
  };
  return {
    database,
    store,
    announced,
    close: async () => {
      await store.pool.end();
      await database.drop();
    },
  };
}

/** Adds an invented person and returns her as an actor. */
export async function addPerson(store: Store, roles: Role[], name = 'Somebody'): Promise<Actor> {
  const mark = randomBytes(6).toString('hex');
  const [person] = await store.db
    .insert(people)
    .values({
      name,
      email: `${mark}@lapwing.example`,
      pseudonym: `plover-${mark}`,
      roles,
      joinedAt: new Date(),
    })
    .returning({ id: people.id });
  if (!person) throw new Error('An insert returned no row');
  return { personId: person.id, requestId: `test-${mark}` };
}

/** A harmless flag on an invented post; every call names another post unless told otherwise. */
export function invent(overrides: Partial<FlagInput> = {}): ParsedFlag {
  const post = BigInt(`0x${randomBytes(6).toString('hex')}`);
  return FlagInput.parse({
    url: `https://www.facebook.com/lapwing.example/posts/${post}`,
    category: 'GROOMING',
    severity: 2,
    urgency: 'ROUTINE',
    text: 'How old are you? Do not tell anybody that we write.',
    observedAt: new Date(Date.now() - 60_000).toISOString(),
    ...overrides,
  });
}

/** An idempotency key that nobody used before. */
export function freshKey(): string {
  return randomBytes(16).toString('hex');
}
