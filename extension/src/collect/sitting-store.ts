import { z } from 'zod';
import { Owner } from '../outbox/outbox-entry.ts';
import { durable, type Opened, type Storage } from '../storage/database.ts';
import { Sealed } from '../storage/sealing.ts';
import { emptySitting, isEmpty, Sitting, withoutItems } from './sitting.ts';

/** A sitting that nobody touched for this long is dropped, in milliseconds. */
export const SITTING_LIFETIME_MS = 7 * 24 * 3_600_000;

/** Where the sitting of each person waits over a crash. Every promise resolves once the change is durable. */
export interface SittingStore {
  /** Null where what is stored does not open any more. What is in the outbox already is left out. */
  read(owner: Owner, now: number): Promise<Sitting | null>;
  /**
   * Reads, changes and writes as one step. `change` may be called again when another panel was faster, so it must do
   * nothing else. What does not open is written over.
   */
  change(owner: Owner, now: number, change: (sitting: Sitting) => Sitting): Promise<Sitting>;
}

/** A row as it is stored: whose and when in the open, what was collected sealed. */
const Row = z.object({
  id: z.string(),
  owner: Owner,
  /** New with every change, so that no panel writes over what another wrote meanwhile. */
  revision: z.string(),
  changedAt: z.number(),
  sealed: Sealed,
});
type Row = z.infer<typeof Row>;

const idOf = ({ server, personId }: Owner) => JSON.stringify([server, personId]);
const boundTo = ({ server, personId }: Owner) => ['sitting', server, personId];

/** The sittings in IndexedDB, sealed. `onChange` is called after every durable change. */
export function openSittings(storage: Storage, onChange: () => void): SittingStore {
  return {
    async read(owner, now) {
      const opened = await storage();
      const row = await rowOf(opened, owner);
      return row === null || isOld(row, now) ? emptySitting : contentOf(opened, owner, row);
    },
    async change(owner, now, change) {
      for (;;) {
        const opened = await storage();
        const row = await rowOf(opened, owner);
        const before = row === null || isOld(row, now) ? null : await contentOf(opened, owner, row);
        const next = change(before ?? emptySitting);
        const sealed = await opened.sealer.seal(next, boundTo(owner));
        const after = { id: idOf(owner), owner, revision: crypto.randomUUID(), changedAt: now, sealed };
        if (!(await replaceRow(opened, row, isEmpty(next) ? null : after, idOf(owner)))) continue;
        onChange();
        return next;
      }
    },
  };
}

const isOld = ({ changedAt }: Row, now: number) => now - changedAt > SITTING_LIFETIME_MS;

async function rowOf({ database }: Opened, owner: Owner): Promise<Row | null> {
  return Row.safeParse(await database.get('sittings', idOf(owner))).data ?? null;
}

async function contentOf({ database, sealer }: Opened, owner: Owner, row: Row): Promise<Sitting | null> {
  const sitting = Sitting.safeParse(await sealer.open(row.sealed, boundTo(owner))).data;
  if (!sitting) return null;
  // Cut off while they were saved one after the other: these are flags already.
  const saved = await Promise.all(
    sitting.items.map(async ({ id }) => ((await database.getKey('outbox', id)) === undefined ? [] : [id])),
  );
  return withoutItems(sitting, new Set(saved.flat()));
}

/** Writes `after` (null: nothing) in the place of what was read, unless another panel changed it since. */
async function replaceRow(
  { database }: Opened,
  before: Row | null,
  after: Row | null,
  id: string,
): Promise<boolean> {
  const transaction = database.transaction('sittings', 'readwrite', durable);
  const now = Row.safeParse(await transaction.store.get(id)).data;
  const same = now?.revision === before?.revision;
  const work: Promise<unknown>[] = [transaction.done];
  if (same) work.push(after ? transaction.store.put(after) : transaction.store.delete(id));
  await Promise.all(work);
  return same;
}

/** A sitting in memory: beside a private window nothing reaches the disk. */
export function sittingsInMemory(): SittingStore {
  const sittings = new Map<string, Sitting>();
  const current = (owner: Owner) => sittings.get(idOf(owner)) ?? emptySitting;
  return {
    read: async (owner) => current(owner),
    async change(owner, _now, change) {
      const next = change(current(owner));
      sittings.set(idOf(owner), next);
      return next;
    },
  };
}
