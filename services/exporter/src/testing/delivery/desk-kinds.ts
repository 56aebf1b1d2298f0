import type { DeskKind } from './desk.ts';
import { encryptedMailDesk, mailDesk } from './mail-desk.ts';
import { ncmecDesk } from './ncmec-desk.ts';
import { blueskyDesk, coopDesk, mastodonDesk } from './report-desks.ts';
import { sftpDesk } from './sftp-desk.ts';
import { webhookDesk } from './webhook-desk.ts';

/** Kinds of desk for every transport that pushes. */
export const deskKinds: readonly DeskKind[] = [
  webhookDesk,
  mailDesk,
  encryptedMailDesk,
  sftpDesk,
  mastodonDesk,
  blueskyDesk,
  coopDesk,
  ncmecDesk,
];
