import type { PrivateKey } from 'openpgp';
import type { DkimKey } from '../mail/dkim-key.ts';

/** A mail server that takes messages of the organisation. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, without which nothing is sent but to this machine. */
  secure: boolean;
  /** Null where the server wants nobody to sign in. */
  account: { user: string; password: string } | null;
  /** Address that messages come from. */
  from: string;
  /** Where a recipient answers. */
  replyTo: string;
  /** Signs what is encrypted; null where there is none, and then nothing is encrypted or sent to who has a key. */
  openPgpKey: PrivateKey | null;
  /** Signs every message for the domain that it comes from; null where the mail server does that, or nobody. */
  dkim: DkimKey | null;
}

/** The mail server of the settings, or null where none is set up. */
export function mailServerOf(
  settings: {
    smtpUrl?: string | undefined;
    smtpFrom?: string | undefined;
    organisationContact?: string | undefined;
  },
  { openPgpKey, dkim }: Pick<MailServer, 'openPgpKey' | 'dkim'>,
): MailServer | null {
  const from = settings.smtpFrom ?? settings.organisationContact;
  if (settings.smtpUrl === undefined || from === undefined) return null;
  const url = new URL(settings.smtpUrl);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    account:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    from,
    replyTo: settings.organisationContact ?? from,
    openPgpKey,
    dkim,
  };
}
