import type { Logger } from '@lapwing/store/logging';
import { mailboxPosition } from '@lapwing/store/replies/mailbox-position';
import { noteMailbox } from '@lapwing/store/replies/note-mailbox';
import { takeReply } from '@lapwing/store/replies/take-reply';
import type { Store } from '@lapwing/store/store';
import type { PrivateKey } from 'openpgp';
import { readReply } from '../mail/read-reply.ts';
import { type MailboxServer, mailboxName } from '../network/mailbox-server.ts';
import type { OutsideNetwork } from '../network/outside-network.ts';
import type { Patience } from '../network/post-once.ts';
import { MailboxFailure, readMailbox } from '../network/read-mailbox.ts';

/** What reading replies needs. */
export interface RepliesContext {
  store: Pick<Store, 'db' | 'sealer'>;
  clock: () => Date;
  mailbox: MailboxServer;
  /** Opens what is encrypted to the organisation; null where there is none. */
  ownKey: PrivateKey | null;
  network: OutsideNetwork;
  patience: Patience;
  /** How often the connection broke at a message, by its number, since this process began. */
  brokeAt: Map<number, number>;
  log: Logger;
}

/** So often may a connection break at one message before nothing but its headers is asked for. */
const MOST_BREAKS = 3;

/**
 * Reads what has come into the mailbox since it was last read, to its end or until it is stopped, and notes how that went. Rejects
 * where the database is away; what was not recorded by then is read again.
 *
 * @returns how many messages were laid into the tray
 */
export async function readReplies(context: RepliesContext, stopped?: AbortSignal): Promise<number> {
  const { store, clock, mailbox, ownKey, network, patience, brokeAt, log } = context;
  const name = mailboxName(mailbox);
  let taken = 0;
  try {
    const messages = readMailbox(network, patience, mailbox, {
      after: (uidValidity) => mailboxPosition(store, name, uidValidity),
      headersOnly: (uid) => (brokeAt.get(uid) ?? 0) >= MOST_BREAKS,
    });
    for await (const { uidValidity, uid, message } of messages) {
      const read = await readReply(message, ownKey);
      const result = await takeReply(store, { mailbox: name, uidValidity, uid, message: read });
      if (result === 'TAKEN') taken += 1;
      if (stopped?.aborted) return taken;
    }
    await noteMailbox(store, { name, error: null, at: clock() });
    brokeAt.clear();
  } catch (error) {
    if (!(error instanceof MailboxFailure)) throw error;
    if (error.uid !== null) brokeAt.set(error.uid, (brokeAt.get(error.uid) ?? 0) + 1);
    await noteMailbox(store, { name, error: error.error, at: clock() });
    log.warn({ error: error.error }, 'the mailbox cannot be read now; tried again');
  }
  return taken;
}
