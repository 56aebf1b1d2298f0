import { z } from 'zod';
import { Timestamp } from './text.ts';

/**
 * What a message of the mailbox is by its headers: written by a person, sent by a program (RFC 3834), or the report of a mail
 * server that something of ours did not arrive (RFC 3464). Headers can be forged: it orders the tray and decides nothing.
 */
export const replyKinds = ['ANSWER', 'AUTOMATIC', 'BOUNCE'] as const;
export const ReplyKind = z.enum(replyKinds);
export type ReplyKind = z.infer<typeof ReplyKind>;

/**
 * How much of a message's text was kept: all that was new in it, its beginning, nothing because there was no text, nothing
 * because it is encrypted to another key than the organisation's, nothing because it cannot be read, or nothing because there
 * is media in it (rule 1).
 */
export const replyTexts = ['WHOLE', 'CUT', 'NONE', 'ENCRYPTED', 'UNREADABLE', 'MEDIA'] as const;
export const ReplyText = z.enum(replyTexts);
export type ReplyText = z.infer<typeof ReplyText>;

/** Most characters of a reply's text that are kept. */
export const MAX_REPLY_TEXT = 4000;

/** Answer of `POST /v1/outcome-lines/{id}/open`: what was kept of a reply. */
export const OpenedReply = z
  .object({
    /** As the message says it; anybody can write any address there. */
    from: z.string(),
    subject: z.string(),
    text: z.string(),
    receivedAt: Timestamp,
  })
  .meta({ id: 'OpenedReply' });
export type OpenedReply = z.infer<typeof OpenedReply>;

/** Why the mailbox could not be read. */
export const mailboxErrors = [
  'NAME_NOT_FOUND',
  'UNREACHABLE',
  'TLS_FAILED',
  'LOGIN_REFUSED',
  'NO_FOLDER',
  'CONNECTION_LOST',
  'MESSAGE_REFUSED',
  'MESSAGE_UNREADABLE',
] as const;
export const MailboxError = z.enum(mailboxErrors);
export type MailboxError = z.infer<typeof MailboxError>;

/** Answer of `GET /v1/mailbox`: `mailbox` null where none is set up, or none was tried yet. */
export const MailboxState = z
  .object({
    mailbox: z
      .object({
        /** Account, server and folder. */
        name: z.string(),
        /** When it was last read to its end; null: never. */
        readAt: Timestamp.nullable(),
        /** Why it could not be read since then, and since when. */
        error: MailboxError.nullable(),
        failingSince: Timestamp.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'MailboxState' });
export type MailboxState = z.infer<typeof MailboxState>;
