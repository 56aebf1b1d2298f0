import { z } from 'zod';
import { Sealed, type Sealer } from '../storage/sealing.ts';
import { isReceipt, OutboxContent, type OutboxEntry, OutboxHead } from './outbox-entry.ts';

/** What a row holds beside its head, which is stored in the open. */
const Stored = z.object({
  sealed: Sealed.optional(),
  /** The content of a row of the database's first version, until it is sealed. */
  plain: z.unknown().optional(),
  /** Counts the changes, so that no context writes over what another wrote meanwhile. */
  revision: z.number().int(),
});

/** A row as IndexedDB has it; what it holds is parsed by whoever reads it. */
export interface OutboxRow {
  key: string;
  revision: number;
  [field: string]: unknown;
}

/** A row that was read. */
export type OpenedRow =
  | { kind: 'ENTRY'; entry: OutboxEntry }
  /** Its content does not open with the key that is here. */
  | { kind: 'CLOSED'; head: OutboxHead }
  /** Another version wrote it. */
  | { kind: 'UNKNOWN' };

/** What the content is bound to: a row whose head was changed in one of these does not open. */
function boundTo({ key, owner, imminent, savedAt }: OutboxHead): string[] {
  return ['flag', key, owner.server, owner.personId, String(imminent), String(savedAt)];
}

export async function openRow(row: unknown, sealer: Sealer): Promise<OpenedRow> {
  const head = OutboxHead.safeParse(row).data;
  const stored = Stored.safeParse(row).data;
  if (!head || !stored) return { kind: 'UNKNOWN' };
  if (isReceipt(head)) return entryOf(head, null);
  const { sealed, plain } = stored;
  const content = sealed ? await sealer.open(sealed, boundTo(head)) : plain;
  return content === undefined ? { kind: 'CLOSED', head } : entryOf(head, content);
}

function entryOf(head: OutboxHead, content: unknown): OpenedRow {
  if (head.state === 'ACCEPTED' || head.state === 'ALREADY_KNOWN' || head.state === 'WITHDRAWN') {
    return { kind: 'ENTRY', entry: head };
  }
  const { flag, refusal } = OutboxContent.safeParse(content).data ?? {};
  if (!flag) return { kind: 'UNKNOWN' };
  if (head.state !== 'REFUSED') return { kind: 'ENTRY', entry: { ...head, flag } };
  return refusal ? { kind: 'ENTRY', entry: { ...head, flag, refusal } } : { kind: 'UNKNOWN' };
}

/** The head of an entry: nothing of what the flag says. */
export function headOf(entry: OutboxEntry): OutboxHead {
  return OutboxHead.parse(entry);
}

/**
 * The row of an entry, sealed. `before`: the row that it was read from, whose seal is kept where the content is
 * the same, and the entry that was read.
 */
export async function rowOf(
  entry: OutboxEntry,
  sealer: Sealer,
  before?: { row: OutboxRow; entry: OutboxEntry },
): Promise<OutboxRow> {
  const row = { ...headOf(entry), revision: (before?.row.revision ?? 0) + 1 };
  const content = contentOf(entry);
  if (content === null) return row;
  const old = before && contentOf(before.entry);
  const kept = old?.flag === content.flag && old.refusal === content.refusal;
  const sealed = kept ? Stored.parse(before?.row).sealed : undefined;
  return { ...row, sealed: sealed ?? (await sealer.seal(content, boundTo(headOf(entry)))) };
}

/**
 * A row of the first version with its content sealed, or null where there is nothing to seal: it is sealed
 * already, or belongs to a version that we do not know.
 */
export async function sealedRow(row: OutboxRow, sealer: Sealer): Promise<OutboxRow | null> {
  const { plain, ...rest } = row;
  const head = OutboxHead.safeParse(row).data;
  if (plain === undefined || !head) return null;
  return { ...rest, revision: row.revision + 1, sealed: await sealer.seal(plain, boundTo(head)) };
}

function contentOf(entry: OutboxEntry): OutboxContent | null {
  if (!('flag' in entry)) return null;
  return { flag: entry.flag, refusal: 'refusal' in entry ? entry.refusal : null };
}
