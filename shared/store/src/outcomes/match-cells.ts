import {
  addressesInText,
  identifyContentUrl,
  identityKey,
  type OutcomeCells,
  type TrayReason,
} from '@lapwing/contracts';
import { and, eq, inArray, or } from 'drizzle-orm';
import { deliveries, items, receipts, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { ticketIn } from './ticket-in.ts';

/** What a line's cells point to: one referral without doubt, or why a person has to say which. */
export type Match =
  | { referralId: string; url: string }
  | { reason: TrayReason; candidates: readonly string[] };

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** A recipient that took a batch answers for what was sent, never for what still lies here. */
const answerable = ['SENT', 'CLOSED'] as const;

/** `batchId`: the batch whose message a reply answers. It is about one of its referrals, or all of them. */
type Quoting = Pick<OutcomeCells, 'reference' | 'url' | 'ticket'> & { batchId?: string | null };

/**
 * Finds the referrals of one recipient that lines quote: by our id, by any spelling of the address, by the
 * recipient's own number. Everything that a line quotes must point to the same one referral; a number that nobody has
 * seen before may stand beside it. Anything else is for a person to decide.
 */
export async function matchCells(
  db: Database | Transaction,
  recipientId: string,
  lines: readonly Quoting[],
): Promise<Match[]> {
  const quotes = lines.map(quotesOf);
  const known = await lookUp(db, recipientId, {
    ids: quotes.flatMap(({ ids }) => ids),
    keys: quotes.flatMap(({ keys }) => keys),
    tickets: quotes.flatMap(({ tickets }) => tickets),
    batchIds: lines.flatMap(({ batchId }) => batchId ?? []),
  });
  return quotes.map(({ ids, keys, tickets, unreadable }, index) => {
    const batchId = lines[index]?.batchId ?? null;
    const firm = [
      ...ids.map((id) => (known.urlOf.has(id) ? [id] : [])),
      ...keys.map((key) => [...(known.byKey.get(key) ?? [])]),
      ...unreadable.map((): string[] => []),
    ];
    const byTicket = tickets.flatMap((ticket) => {
      const found = known.byTicket.get(ticket);
      return found ? [[...found]] : [];
    });
    const byBatch = batchId === null ? [] : [[...(known.byBatch.get(batchId) ?? [])]];
    return conclude([...firm, ...byTicket, ...byBatch], {
      several: ids.length > 1 || keys.length > 1,
      urlOf: known.urlOf,
    });
  });
}

/** One referral if all point to it; else why not, and everything that any of them points to. */
function conclude(
  pointed: readonly (readonly string[])[],
  { several, urlOf }: { several: boolean; urlOf: ReadonlyMap<string, string> },
): Match {
  const candidates = [...new Set(pointed.flat())].sort();
  if (candidates.length === 0) return { reason: 'UNMATCHED', candidates };
  if (several) return { reason: 'SEVERAL', candidates };
  const common = candidates.filter((id) => pointed.every((ids) => ids.includes(id)));
  const [one] = common;
  if (one === undefined) return { reason: 'CONTRADICTORY', candidates };
  if (common.length > 1) return { reason: 'SEVERAL', candidates: common };
  return { referralId: one, url: urlOf.get(one) ?? '' };
}

/** What the cells of a line quote. `unreadable`: cells that say something which is neither an id nor an address. */
function quotesOf({ reference, url, ticket }: Quoting) {
  const ids = [...new Set([...reference.matchAll(anyId)].map(([id]) => id.toLowerCase()))];
  const read = addressesInText(url).map(identifyContentUrl);
  const keys = [...new Set(read.flatMap((one) => (one.ok ? [identityKey(one.identity)] : [])))];
  const unreadable = [
    ...(reference.trim() !== '' && ids.length === 0 ? [reference] : []),
    ...(url.trim() !== '' && (keys.length === 0 || read.some(({ ok }) => !ok)) ? [url] : []),
  ];
  const number = ticketIn(ticket);
  const tickets = number === null ? [] : [number];
  return { ids, keys, tickets, unreadable };
}

async function lookUp(
  db: Database | Transaction,
  recipientId: string,
  { ids, keys, tickets, batchIds }: { ids: string[]; keys: string[]; tickets: string[]; batchIds: string[] },
) {
  const ofRecipient = and(eq(referrals.recipientId, recipientId), inArray(referrals.state, answerable));
  const named = or(
    ids.length > 0 ? inArray(referrals.id, ids) : undefined,
    keys.length > 0 ? inArray(items.identityKey, keys) : undefined,
    batchIds.length > 0 ? inArray(referrals.batchId, batchIds) : undefined,
  );
  const columns = {
    id: referrals.id,
    url: items.canonicalUrl,
    key: items.identityKey,
    batchId: referrals.batchId,
    relatesTo: referrals.relatesTo,
  };
  // One after the other: in a transaction there is one connection.
  const quoted =
    named === undefined
      ? []
      : await db
          .select(columns)
          .from(referrals)
          .innerJoin(items, eq(items.id, referrals.itemId))
          .where(and(ofRecipient, named));
  const receipted =
    tickets.length === 0
      ? []
      : await db
          .select({ ...columns, ticket: receipts.ticket })
          .from(receipts)
          .innerJoin(referrals, eq(referrals.id, receipts.referralId))
          .innerJoin(items, eq(items.id, referrals.itemId))
          .where(and(ofRecipient, inArray(receipts.ticket, tickets)));
  const delivered =
    tickets.length === 0
      ? []
      : await db
          .select({ ...columns, ticket: deliveries.reference })
          .from(deliveries)
          .innerJoin(referrals, eq(referrals.batchId, deliveries.batchId))
          .innerJoin(items, eq(items.id, referrals.itemId))
          .where(and(ofRecipient, eq(deliveries.succeeded, true), inArray(deliveries.reference, tickets)));
  const ticketed = [...receipted, ...delivered];
  const idsBy = <Row extends { id: string }>(rows: readonly Row[], value: (row: Row) => string) => {
    const found = new Map<string, Set<string>>();
    for (const row of rows) {
      const key = value(row);
      found.set(key, (found.get(key) ?? new Set()).add(row.id));
    }
    return found;
  };
  return {
    urlOf: new Map([...quoted, ...ticketed].map(({ id, url }) => [id, url])),
    // An address means the first referral; a correction of it is named by its id.
    byKey: idsBy(
      quoted.filter(({ relatesTo }) => relatesTo === null),
      ({ key }) => key,
    ),
    byTicket: idsBy(ticketed, ({ ticket }) => ticket),
    byBatch: idsBy(quoted, ({ batchId }) => batchId ?? ''),
  };
}
