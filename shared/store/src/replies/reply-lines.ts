import { addressesInText, identifyContentUrl, identityKey, type ReplyKind } from '@lapwing/contracts';
import { and, eq, gte, inArray, ne, sql } from 'drizzle-orm';
import { batches, deliveries, items, receipts, recipients, referrals } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** What a message says of which of ours it is about. */
export interface Quoting {
  /** Addresses that it names as its senders. Anybody can write any address there. */
  from: readonly string[];
  /** Message-IDs that it answers, the nearest first. */
  answers: readonly string[];
  subject: string;
  /** What is new in it. */
  text: string;
  /** What it repeats of earlier messages. */
  quoted: string;
}

/** What a reply is about at one recipient: cells as a line of a file has them. */
export interface ReplyLine {
  recipientId: string;
  senderKnown: boolean;
  reference: string;
  url: string;
  ticket: string;
  batchId: string | null;
}

const ourMessage = /^<?lapwing-(call-)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i;
const messageOfCall = /(?<![\w-])lapwing-call-[0-9a-f]{8}-[0-9a-f-]{27}@/i;
const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** More than any reply quotes that a person wrote; the rest is not looked up. */
const MOST_QUOTES = 200;
const MOST_CELL = 4096;
/** Shorter numbers stand in any text. */
const SHORTEST_TICKET = 4;
/** Of a sender whom nobody knows. */
const SHORTEST_TICKET_OF_ANYBODY = 6;

/** Whether a Message-ID is that of a message which we sent: a batch, or a call to a lead. */
export const isOurMessage = (messageId: string): boolean =>
  /^<?lapwing-(?:call-)?[0-9a-f-]{36}@/i.test(messageId.trim());

/** The batch or the call whose message this is, of a Message-ID of ours; null for any other. */
function whoseMessage(messageId: string): { of: 'BATCH' | 'CALL'; id: string } | null {
  const [, call, id] = ourMessage.exec(messageId.trim()) ?? [];
  return id === undefined ? null : { of: call === undefined ? 'BATCH' : 'CALL', id: id.toLowerCase() };
}

/**
 * Whether a message is about a call to a lead, whose text names a batch and a referral too; null: it is not. It is where the
 * nearest of our messages that it answers is a call's, or where it answers none and repeats the Message-ID of one.
 *
 * @returns the call whose e-mail came back with this message, or `cameBack` null where the message is no such report
 */
export function aboutCall({
  kind,
  answers,
  text,
  quoted,
}: Quoting & { kind: ReplyKind }): { cameBack: string | null } | null {
  const about = answers.map(whoseMessage).find((ours) => ours !== null);
  if (about?.of === 'CALL') return { cameBack: kind === 'BOUNCE' ? about.id : null };
  return about === undefined && messageOfCall.test(`${text}\n${quoted}`) ? { cameBack: null } : null;
}

/**
 * What a message is about, one line for each recipient: the one whose message it answers, those whose referrals it quotes, else
 * those whose address it comes from, else those to whom an address in it was sent, or who gave a number in it. None: it is
 * nothing of ours. What it quotes that is not known here is left out: texts
 * of people are full of addresses and numbers.
 */
export async function replyLines(
  transaction: Transaction,
  message: Quoting,
): Promise<{ batchId: string | null; lines: ReplyLine[] }> {
  const { from, text, subject, quoted } = message;
  const known = await knownSenders(transaction, from);
  const written = `${subject}\n${text}`;
  const thread = await answeredBatch(
    transaction,
    message.answers.map(whoseMessage).flatMap((ours) => (ours?.of === 'BATCH' ? [ours.id] : [])),
  );
  const ids = idsIn(written);
  // What was repeated counts only where nothing else says what it is about.
  const repeated = thread === null && ids.length === 0 ? idsIn(quoted) : [];
  const batch = thread ?? (await answeredBatch(transaction, [...ids, ...repeated]));
  const referred = await referralsOf(transaction, [...ids, ...repeated]);
  const recipientIds = new Set([
    ...(batch === null ? [] : [batch.recipientId]),
    ...referred.map(({ recipientId }) => recipientId),
  ]);
  if (recipientIds.size === 0) for (const recipientId of known) recipientIds.add(recipientId);
  if (recipientIds.size === 0)
    for (const recipientId of await quotedRecipients(transaction, written)) recipientIds.add(recipientId);
  const lines: ReplyLine[] = [];
  for (const recipientId of [...recipientIds].sort())
    lines.push({
      recipientId,
      senderKnown: known.has(recipientId),
      reference: joined(referred.filter((one) => one.recipientId === recipientId).map(({ id }) => id)),
      url: joined(await addressesOf(transaction, recipientId, written)),
      ticket: await ticketOf(transaction, recipientId, written),
      batchId: batch?.recipientId === recipientId ? batch.id : null,
    });
  return { batchId: batch?.id ?? null, lines };
}

const joined = (parts: readonly string[]): string => parts.join('\n').slice(0, MOST_CELL);

const idsIn = (text: string): string[] =>
  [...new Set([...text.matchAll(anyId)].map(([id]) => id.toLowerCase()))].slice(0, MOST_QUOTES);

/** Recipients whose settings have one of these addresses: of a contact, or the one that batches are sent to. */
async function knownSenders(transaction: Transaction, from: readonly string[]): Promise<Set<string>> {
  const addresses = new Set(from.map((address) => address.toLowerCase()));
  if (addresses.size === 0) return new Set();
  const all = await transaction
    .select({ id: recipients.id, configuration: recipients.configuration })
    .from(recipients);
  return new Set(
    all.flatMap(({ id, configuration: { contacts, transport } }) => {
      const own = contacts.map(({ email }) => email);
      if (transport.kind === 'EMAIL') own.push(transport.address);
      return own.some((address) => address !== '' && addresses.has(address.toLowerCase())) ? [id] : [];
    }),
  );
}

/** The first of some batches that was not cancelled. */
async function answeredBatch(
  transaction: Transaction,
  batchIds: readonly string[],
): Promise<{ id: string; recipientId: string } | null> {
  if (batchIds.length === 0) return null;
  const found = await transaction
    .select({ id: batches.id, recipientId: batches.recipientId })
    .from(batches)
    .where(and(inArray(batches.id, [...batchIds]), ne(batches.state, 'CANCELLED')));
  const first = batchIds.find((id) => found.some((batch) => batch.id === id));
  return found.find(({ id }) => id === first) ?? null;
}

async function referralsOf(
  transaction: Transaction,
  ids: readonly string[],
): Promise<{ id: string; recipientId: string }[]> {
  if (ids.length === 0) return [];
  return transaction
    .select({ id: referrals.id, recipientId: referrals.recipientId })
    .from(referrals)
    .where(and(inArray(referrals.id, [...ids]), inArray(referrals.state, ['SENT', 'CLOSED'])))
    .orderBy(referrals.id);
}

/** Whose referrals a text of an unknown sender quotes, by an address that was sent or a longer number that is known. */
async function quotedRecipients(transaction: Transaction, text: string): Promise<string[]> {
  const [keys, numbers] = [[...contentIn(text).keys()], numbersIn(text)];
  const sent = inArray(referrals.state, ['SENT', 'CLOSED']);
  const found: { recipientId: string }[] = [];
  if (keys.length > 0)
    found.push(
      ...(await transaction
        .selectDistinct({ recipientId: referrals.recipientId })
        .from(referrals)
        .innerJoin(items, eq(items.id, referrals.itemId))
        .where(and(sent, inArray(items.identityKey, keys)))),
    );
  if (numbers.length > 0)
    found.push(
      ...(await transaction
        .selectDistinct({ recipientId: referrals.recipientId })
        .from(receipts)
        .innerJoin(referrals, eq(referrals.id, receipts.referralId))
        .where(and(sent, inArray(receipts.ticket, numbers)))),
      ...(await transaction
        .selectDistinct({ recipientId: referrals.recipientId })
        .from(deliveries)
        .innerJoin(referrals, eq(referrals.batchId, deliveries.batchId))
        .where(and(sent, eq(deliveries.succeeded, true), inArray(deliveries.reference, numbers)))),
    );
  return found.map(({ recipientId }) => recipientId);
}

/** Keys of the content whose addresses stand in a text, with one spelling of each. */
function contentIn(text: string): Map<string, string> {
  const written = new Map<string, string>();
  for (const address of addressesInText(text).slice(0, MOST_QUOTES)) {
    const read = identifyContentUrl(address);
    if (read.ok) written.set(identityKey(read.identity), address);
  }
  return written;
}

/** What stands by itself in a text, has a digit, and is long enough to be in no other message by chance. */
function numbersIn(text: string): string[] {
  const words = text.match(/[\p{L}\p{Nd}](?:[\p{L}\p{Nd}._/#-]*[\p{L}\p{Nd}])?/gu) ?? [];
  const numbers = words.filter(
    (word) => word.length >= SHORTEST_TICKET_OF_ANYBODY && word.length <= 200 && /\p{Nd}/u.test(word),
  );
  return [...new Set(numbers)].slice(0, MOST_QUOTES);
}

/** Addresses in a text of which something was sent to this recipient, as they are written there. */
async function addressesOf(transaction: Transaction, recipientId: string, text: string): Promise<string[]> {
  const written = contentIn(text);
  if (written.size === 0) return [];
  const found = await transaction
    .selectDistinct({ key: items.identityKey })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(
      and(
        eq(referrals.recipientId, recipientId),
        inArray(referrals.state, ['SENT', 'CLOSED']),
        inArray(items.identityKey, [...written.keys()]),
      ),
    );
  const keys = new Set(found.map(({ key }) => key));
  return [...written].flatMap(([key, address]) => (keys.has(key) ? [address] : []));
}

/** The one number of this recipient's own that a text says and that is known here; empty where it says none or several. */
async function ticketOf(transaction: Transaction, recipientId: string, text: string): Promise<string> {
  const ofRecipient = eq(referrals.recipientId, recipientId);
  const stands = (column: typeof receipts.ticket | typeof deliveries.reference) =>
    and(ofRecipient, gte(sql`length(${column})`, SHORTEST_TICKET), sql`position(${column} in ${text}) > 0`);
  const receipted = await transaction
    .selectDistinct({ ticket: receipts.ticket })
    .from(receipts)
    .innerJoin(referrals, eq(referrals.id, receipts.referralId))
    .where(stands(receipts.ticket))
    .limit(MOST_QUOTES);
  const delivered = await transaction
    .selectDistinct({ ticket: deliveries.reference })
    .from(deliveries)
    .innerJoin(referrals, eq(referrals.batchId, deliveries.batchId))
    .where(and(stands(deliveries.reference), eq(deliveries.succeeded, true)))
    .limit(MOST_QUOTES);
  const whole = [...new Set([...receipted, ...delivered].map(({ ticket }) => ticket))].filter(
    (ticket) => /\p{Nd}/u.test(ticket) && standsAlone(ticket, text),
  );
  return whole.length === 1 ? (whole[0] ?? '') : '';
}

/** Whether a number stands in a text by itself and is not part of a longer one. */
function standsAlone(ticket: string, text: string): boolean {
  for (let at = text.indexOf(ticket); at !== -1; at = text.indexOf(ticket, at + 1)) {
    const around = [text[at - 1], text[at + ticket.length]];
    if (!around.some((character) => character !== undefined && /[\p{L}\p{Nd}]/u.test(character))) return true;
  }
  return false;
}
