import type { Logger } from '@lapwing/store/logging';
import { mailboxPosition } from '@lapwing/store/replies/mailbox-position';
import { noteMailbox } from '@lapwing/store/replies/note-mailbox';
import { passOverMessage } from '@lapwing/store/replies/pass-over-message';
import { takeReply } from '@lapwing/store/replies/take-reply';
import type { Store } from '@lapwing/store/store';
import type { PrivateKey } from 'openpgp';
import { type MailboxServer, mailboxName } from '../network/mailbox-server.ts';
import type { OutsideNetwork } from '../network/outside-network.ts';
import type { Patience } from '../network/post-once.ts';
import { type FoundMessage, MailboxFailure, readMailbox } from '../network/read-mailbox.ts';

/** What reading replies needs. */
export interface RepliesContext {
  store: Pick<Store, 'db' | 'sealer'>;
  clock: () => Date;
  mailbox: MailboxServer;
  /** Opens what is encrypted to the organisation; null where there is none. */
  ownKey: PrivateKey | null;
  network: OutsideNetwork;
  patience: Patience;
  /** What reading a message came to so far, by its number, since this process began. */
  brokeAt: Map<number, Failures>;
  log: Logger;
}

/** How often reading ended at a message. */
export interface Failures {
  tries: number;
  /** Of these, how often the message itself may be why: refusals are the server's. */
  breaks: number;
}

/** So often may a message fail before nothing but its headers is asked for. */
const MOST_BREAKS = 3;
/** So often, at about once a minute, before it is passed over: a server that is unwell for a while loses none. */
const MOST_TRIES = 30;
/** Before that, its headers alone are asked for: some of it is better than none. */
const LAST_TRIES = 3;

/**
 * Reads what has come into the mailbox since it was last read, to its end or until it is stopped, and notes how that went. A
 * message that fails again and again is passed over, as a failed job that an admin sees. Rejects where the database is away;
 * what was not recorded by then is read again.
 *
 * @returns how many messages were laid into the tray
 */
export async function readReplies(context: RepliesContext, stopped?: AbortSignal): Promise<number> {
  const { store, clock, mailbox, network, patience, brokeAt, log } = context;
  const name = mailboxName(mailbox);
  let taken = 0;
  try {
    const messages = readMailbox(network, patience, mailbox, {
      after: (uidValidity) => mailboxPosition(store, name, uidValidity),
      headersOnly: (uid) => {
        const { tries, breaks } = brokeAt.get(uid) ?? none;
        return breaks >= MOST_BREAKS || tries >= MOST_TRIES - LAST_TRIES;
      },
    });
    for await (const found of messages) {
      if ((await takeFound(context, name, found)) === 'TAKEN') taken += 1;
      if (stopped?.aborted) return taken;
    }
    await noteMailbox(store, { name, error: null, at: clock() });
    brokeAt.clear();
  } catch (error) {
    if (!(error instanceof MailboxFailure)) throw error;
    const atServer = error.error !== 'MESSAGE_UNREADABLE';
    const refused = error.error === 'MESSAGE_REFUSED';
    if (error.at !== null && atServer && countFailure(brokeAt, error.at.uid, refused).tries >= MOST_TRIES)
      await passOverMessage(store, { mailbox: name, ...error.at, attempts: MOST_TRIES });
    await noteMailbox(store, { name, error: error.error, at: clock() });
    log.warn({ error: error.error }, 'the mailbox cannot be read now; tried again');
  }
  return taken;
}

/** One that cannot be taken in ends the pass, is tried again, and is passed over after a few times. */
async function takeFound(
  { store, ownKey, brokeAt, log }: RepliesContext,
  mailbox: string,
  { uidValidity, uid, headersOnly, message }: FoundMessage,
): Promise<Awaited<ReturnType<typeof takeReply>> | 'PASSED_OVER'> {
  // Loaded by the first reply: what reads them takes memory that an exporter without a mailbox need not have.
  const { readReply } = await import('../mail/read-reply.ts');
  try {
    const read = await readReply(message, ownKey);
    return await takeReply(store, { mailbox, uidValidity, uid, message: read, headersOnly });
  } catch (error) {
    // Where the database is away it is not the message.
    await mailboxPosition(store, mailbox, uidValidity).catch(() => {
      throw error;
    });
    log.error({ error, uid }, 'a message of the mailbox could not be taken in');
    if (countFailure(brokeAt, uid, false).breaks < MOST_BREAKS)
      throw new MailboxFailure('MESSAGE_UNREADABLE', { uidValidity, uid });
    await passOverMessage(store, { mailbox, uidValidity, uid, attempts: MOST_BREAKS });
    return 'PASSED_OVER';
  }
}

const none: Failures = { tries: 0, breaks: 0 };

function countFailure(brokeAt: Map<number, Failures>, uid: number, refused: boolean): Failures {
  const { tries, breaks } = brokeAt.get(uid) ?? none;
  const now = { tries: tries + 1, breaks: breaks + (refused ? 0 : 1) };
  brokeAt.set(uid, now);
  return now;
}
