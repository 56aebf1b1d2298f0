import { createHash } from 'node:crypto';
import { findMedia, MAX_REPLY_TEXT, type ReplyKind, type ReplyText } from '@lapwing/contracts';
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { callCameBack } from '../escalations/call-came-back.ts';
import { matchCells } from '../outcomes/match-cells.ts';
import {
  batches,
  escalations,
  mailboxes,
  outcomeLines,
  people,
  referrals,
  replies,
} from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { lockMailbox } from './lock-mailbox.ts';
import { addUnread } from './pass-over-message.ts';
import { replyContext } from './reply-context.ts';
import { aboutCall, isOurMessage, type Quoting, replyLines } from './reply-lines.ts';

const anyAddress = /https?:\/\/\S+/gi;

/** A message of the mailbox, as it was read. */
export interface ReadReply extends Quoting {
  kind: ReplyKind;
  /** How much of its text there is. */
  textState: ReplyText;
  /** Its own; empty where it has none. */
  messageId: string;
  /** When the mail server took it in. */
  receivedAt: Date;
  /** Of a message that came back: the status of RFC 3463, as `5.1.1`; null for all others. */
  bounceStatus: string | null;
}

/**
 * Deals with one message of a mailbox: it is laid into the tray of each recipient that it may be of, or it is nothing of ours
 * and nothing of it is kept. That it was dealt with is noted in the same transaction, so that whoever is killed in between
 * loses none and takes none twice. The same message again, under another number or in another folder, is known. The e-mail of
 * a call to a lead that came back is of no recipient: it is said at that call, and nothing of it is kept; nor of what a colleague answers to one.
 *
 * @param input.headersOnly its text could not be read: where its headers say nothing of what it is about, it becomes a failed
 *   job, so that a person looks for it
 * @returns `BEHIND` where another exporter dealt with it meanwhile
 */
export function takeReply(
  store: Pick<Store, 'db' | 'sealer'>,
  input: { mailbox: string; uidValidity: bigint; uid: number; message: ReadReply; headersOnly?: boolean },
): Promise<'TAKEN' | 'CALL_CAME_BACK' | 'KNOWN' | 'NOT_OURS' | 'BEHIND'> {
  const { uidValidity, uid } = input;
  const message = storable(input.message);
  return store.db.transaction(async (transaction) => {
    const mailbox = await lockMailbox(transaction, input.mailbox);
    if (mailbox.uidValidity === uidValidity && mailbox.lastUid >= uid) return 'BEHIND';
    await transaction
      .update(mailboxes)
      .set({ uidValidity, lastUid: uid })
      .where(eq(mailboxes.name, input.mailbox));
    // Our own message, of which a copy came back into the mailbox.
    if (isOurMessage(message.messageId)) return 'NOT_OURS';
    const call = aboutCall(message);
    const isBounce = message.kind === 'BOUNCE';
    if (call?.cameBack === null && (isBounce || (await isOfColleague(transaction, message))))
      return 'NOT_OURS';
    if (call !== null && call.cameBack !== null) {
      const news = await callCameBack(transaction, call.cameBack, message.bounceStatus, new Date());
      return news === null ? 'NOT_OURS' : news ? 'CALL_CAME_BACK' : 'KNOWN';
    }
    const about = await replyLines(transaction, message);
    if (about.lines.length === 0) {
      if (input.headersOnly) await addUnread(transaction, { ...input, attempts: 1 });
      return 'NOT_OURS';
    }
    return (await keep(store, transaction, message, about)) ? 'TAKEN' : 'KNOWN';
  });
}

/** Whether a message comes from somebody who works here. A lead may pass a call on, and its answer is a recipient's. */
async function isOfColleague(transaction: Transaction, { from }: Pick<ReadReply, 'from'>): Promise<boolean> {
  const addresses = from.map((address) => address.toLowerCase());
  return (await transaction.$count(people, inArray(sql`lower(${people.email})`, addresses))) > 0;
}

async function keep(
  { sealer }: Pick<Store, 'sealer'>,
  transaction: Transaction,
  message: ReadReply,
  { batchId, lines }: Awaited<ReturnType<typeof replyLines>>,
): Promise<boolean> {
  const { kind, receivedAt, bounceStatus } = message;
  const replyId = v7();
  const digest = digestOf(message);
  const { text } = message;
  const [from, subject] = [message.from.join(', '), message.subject];
  const media = [from, subject, text].some(carriesMedia);
  const content = {
    from: carriesMedia(from) ? '' : from.slice(0, 500).toWellFormed(),
    subject: carriesMedia(subject) ? '' : subject.slice(0, 500).toWellFormed(),
    text: media ? '' : text.slice(0, MAX_REPLY_TEXT).toWellFormed(),
  };
  const [kept] = await transaction
    .insert(replies)
    .values({
      id: replyId,
      digest,
      kind,
      text: media ? 'MEDIA' : text.length > MAX_REPLY_TEXT ? 'CUT' : message.textState,
      contentSealed: sealer.seal(JSON.stringify(content), replyContext(replyId)),
      batchId,
      bounceStatus,
      receivedAt,
    })
    .onConflictDoNothing({ target: replies.digest })
    .returning({ id: replies.id });
  if (!kept) return false;
  const rows: (typeof outcomeLines.$inferInsert)[] = [];
  for (const { recipientId, senderKnown, reference, url, ticket, batchId } of lines) {
    const [match] = await matchCells(transaction, recipientId, [{ reference, url, ticket, batchId }]);
    rows.push({
      id: v7(),
      recipientId,
      digest,
      line: 0,
      reference,
      url: carriesMedia(url) ? '' : url,
      ticket,
      observedAt: receivedAt,
      note: '',
      source: 'MAIL',
      replyId,
      senderKnown,
      state: 'WAITING',
      trayReason: match === undefined ? 'UNMATCHED' : 'referralId' in match ? 'TO_READ' : match.reason,
    });
  }
  await transaction.insert(outcomeLines).values(rows);
  if (kind === 'BOUNCE' && batchId !== null) await callAtOnce(transaction, batchId);
  await writeAudit(transaction, {
    verb: 'REPLY_RECEIVED',
    actor: null,
    subjectKind: 'reply',
    subjectId: replyId,
    details: {
      kind,
      batchId,
      lines: rows.map(({ id, recipientId, senderKnown, trayReason }) => ({
        lineId: id,
        recipientId,
        senderKnown,
        reason: trayReason,
      })),
    },
  });
  return true;
}

/**
 * A lead is called about imminent danger that did not arrive, as about a delivery that was given up, also where somebody took
 * it over before or said that it is done: nobody can answer it. Each message that came back does so once. Where it was answered
 * all the same, or taken back, some copy of the message came back, and nobody is called.
 */
async function callAtOnce(transaction: Transaction, batchId: string): Promise<void> {
  const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
  if (!batch?.imminent || (await isOver(transaction, batch))) return;
  const now = new Date();
  await transaction.update(batches).set({ answerDueAt: now, changedAt: now }).where(eq(batches.id, batchId));
}

/** Whether nobody waits for an answer to a locked batch any more, since there was one or what it says was taken back. */
async function isOver(
  transaction: Transaction,
  { id, answerDueAt }: Pick<typeof batches.$inferSelect, 'id' | 'answerDueAt'>,
): Promise<boolean> {
  const first = alias(referrals, 'first');
  const [standing] = await transaction
    .select({ id: referrals.id })
    .from(referrals)
    .leftJoin(first, eq(first.id, referrals.relatesTo))
    .where(and(eq(referrals.batchId, id), isNull(referrals.takenBackAt), isNull(first.takenBackAt)))
    .limit(1);
  if (!standing) return true;
  if (answerDueAt !== null) return false;
  const [last] = await transaction
    .select({ ending: escalations.ending })
    .from(escalations)
    .where(eq(escalations.batchId, id))
    .orderBy(desc(escalations.openedAt))
    .limit(1);
  // Without one the waiting ended before anybody was called.
  return last === undefined || last.ending === 'ANSWERED' || last.ending === 'TAKEN_BACK';
}

/**
 * Whether a text has media in it (rule 1). Addresses are looked at one by one, as where they are a field of a request: a long
 * one is no picture.
 */
function carriesMedia(text: string): boolean {
  const addresses = text.match(anyAddress) ?? [];
  return findMedia([text.replaceAll(anyAddress, ' '), ...addresses]) !== null;
}

const plain = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** The message as Postgres can take it, whatever is in it: one that it refuses would be in the way of all that come later. */
const storable = (message: ReadReply): ReadReply => ({
  ...message,
  messageId: plain(message.messageId),
  from: message.from.map(plain),
  answers: message.answers.map(plain),
  subject: plain(message.subject),
  text: plain(message.text),
  quoted: plain(message.quoted),
});

/** Of what makes it this message and no other, wherever it lies. */
function digestOf({ messageId, receivedAt, from, subject, text, quoted, kind }: ReadReply): string {
  const id = messageId === '' ? receivedAt.toISOString() : messageId;
  return createHash('sha256')
    .update(JSON.stringify(['mail', id, from, subject, text, quoted, kind]))
    .digest('hex');
}
