/** A mailbox of the organisation that is read by IMAP. */
export interface MailboxServer {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, without which nothing is read but on this machine. */
  secure: boolean;
  user: string;
  password: string;
  folder: string;
}

/** The mailbox of the settings, or null where none is set up. */
export function mailboxServerOf({ imapUrl }: { imapUrl?: string | undefined }): MailboxServer | null {
  if (imapUrl === undefined) return null;
  const url = new URL(imapUrl);
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX',
  };
}

/** How a mailbox is called where it is shown and kept: account, server and folder. */
export const mailboxName = ({ user, host, folder }: MailboxServer): string => `${user} · ${host} · ${folder}`;
