import type { z } from 'zod';
import { isSameOwner, type Owner } from '../outbox/outbox-entry.ts';
import { durable, type Storage } from '../storage/database.ts';
import { Sealed } from '../storage/sealing.ts';
import { DRAFT_LIFETIME_MS, KeptDraft } from './kept-draft.ts';

/** The drafts of one person on disk. */
export interface KeptDrafts {
  /** Last changed first. */
  drafts: KeptDraft[];
  /** Ids of those that do not open any more. */
  closed: string[];
}

/** Where unfinished flags are kept over a crash. Every promise resolves once the change is durable. */
export interface DraftStore {
  /** Keeps a draft in place of what was kept of it; does nothing when it was saved as a flag meanwhile. */
  put(kept: KeptDraft): Promise<void>;
  remove(id: string): Promise<void>;
  /** This person's drafts. Drops what is too old at `now` (ms since the epoch), whoever's it is. */
  all(owner: Owner, now: number): Promise<KeptDrafts>;
  /** Whether the draft was saved as a flag. */
  isSaved(id: string): Promise<boolean>;
}

/** A row as it is stored: what the draft says is sealed. */
const Row = KeptDraft.omit({ draft: true, capturedUrl: true }).extend({ sealed: Sealed });
type Row = z.infer<typeof Row>;
const Content = KeptDraft.pick({ draft: true, capturedUrl: true });

const parsed = (rows: readonly unknown[]) => rows.flatMap((row) => Row.safeParse(row).data ?? []);
const boundTo = (id: string, owner: Owner) => ['draft', id, owner.server, owner.personId];

/** The drafts in IndexedDB, sealed. */
export function openDrafts(storage: Storage): DraftStore {
  return {
    async put({ draft, capturedUrl, ...head }) {
      const { database, sealer } = await storage();
      const content: z.infer<typeof Content> = { draft, capturedUrl };
      const row = { ...head, sealed: await sealer.seal(content, boundTo(head.id, head.owner)) };
      const transaction = database.transaction(['outbox', 'drafts'], 'readwrite', durable);
      const saved = await transaction.objectStore('outbox').getKey(head.id);
      const work: Promise<unknown>[] = [transaction.done];
      if (saved === undefined) work.push(transaction.objectStore('drafts').put(row));
      await Promise.all(work);
    },
    async remove(id) {
      const { database } = await storage();
      const transaction = database.transaction('drafts', 'readwrite', durable);
      await Promise.all([transaction.store.delete(id), transaction.done]);
    },
    async all(owner, now) {
      const { database, sealer } = await storage();
      const isOld = ({ changedAt }: Row) => now - changedAt > DRAFT_LIFETIME_MS;
      const isAhead = ({ changedAt }: Row) => changedAt > now;
      let rows = parsed(await database.getAll('drafts'));
      if (rows.some((row) => isOld(row) || isAhead(row))) {
        const transaction = database.transaction('drafts', 'readwrite', durable);
        rows = parsed(await transaction.store.getAll());
        const work: Promise<unknown>[] = [transaction.done];
        for (const row of rows.filter(isOld)) work.push(transaction.store.delete(row.id));
        // Written while the clock ran ahead: its days are counted from now on.
        for (const row of rows.filter(isAhead)) work.push(transaction.store.put({ ...row, changedAt: now }));
        await Promise.all(work);
      }
      const ours = rows.filter((row) => isSameOwner(row.owner, owner) && !isOld(row));
      const opened = await Promise.all(
        ours.map(async ({ sealed, ...head }) => {
          const content = Content.safeParse(await sealer.open(sealed, boundTo(head.id, head.owner))).data;
          return { head, content };
        }),
      );
      return {
        drafts: opened
          .flatMap(({ head, content }) =>
            content ? [{ ...head, ...content, changedAt: Math.min(head.changedAt, now) }] : [],
          )
          .toSorted((a, b) => b.changedAt - a.changedAt),
        closed: opened.flatMap(({ head, content }) => (content ? [] : [head.id])),
      };
    },
    async isSaved(id) {
      const { database } = await storage();
      return (await database.getKey('outbox', id)) !== undefined;
    },
  };
}
