import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { DeliveryError } from '@lapwing/contracts';
import type { DkimKey } from '../mail/dkim-key.ts';
import { type Encrypted, encryptMail } from '../mail/encrypt-mail.ts';
import type { MailServer } from './mail-server.ts';
import type { OutsideNetwork } from './outside-network.ts';
import { type Attachment, carryEncrypted, entityToEncrypt } from './pgp-mime.ts';
import type { Patience } from './post-once.ts';
import { isThisMachine } from './this-machine.ts';

/** A message to one address. */
export interface Message {
  to: string;
  /** Without angle brackets; the same for every attempt. */
  messageId: string;
  /** The date that it bears; the same for every attempt, as if the first had only been slow on its way. */
  writtenAt: Date;
  subject: string;
  /** The recipient's OpenPGP key (armoured) that text, files and subject are encrypted to; empty: they are not. */
  publicKey: string;
  /** What stands in the place of an encrypted subject. */
  outerSubject: string;
  text: string;
  urgent: boolean;
  attachments: Attachment[];
}

/** What the mail server said. */
export type Mailed =
  | { kind: 'TAKEN'; status: number }
  | { kind: 'FAILED'; error: DeliveryError; status: number | null };

/**
 * Hands a message to the organisation's mail server, over TLS unless that is this machine. Resolves whatever happens;
 * nothing is sent a second time. Nothing is read from disk or fetched, whatever the message says. With a key of the
 * recipient it goes encrypted and signed (PGP/MIME) or not at all.
 */
export async function sendMail(
  network: OutsideNetwork,
  patience: Patience,
  server: MailServer,
  message: Message,
): Promise<Mailed> {
  const { to, messageId, writtenAt, urgent } = message;
  // Loaded by the first message, to spare the memory of exporters that send none. Where it cannot be, nothing was sent.
  const mailer = await import('nodemailer').catch(() => null);
  if (mailer === null) return { kind: 'FAILED', error: 'UNREACHABLE', status: null };
  const encrypted = await encryptedForm(server, message);
  if (encrypted?.kind === 'FAILED') return { ...encrypted, status: null };
  const [address] =
    isIP(server.host) === 0 ? await network.resolve(server.host).catch(() => []) : [server.host];
  if (address === undefined) return { kind: 'FAILED', error: 'NAME_NOT_FOUND', status: null };
  const transport = mailer.createTransport({
    host: address,
    port: server.port,
    secure: server.secure,
    // What greets the mail server ends up in the headers; left out, it would be the name of this machine (rule 8).
    name: server.from.split('@').at(-1),
    requireTLS: !isThisMachine(server.host),
    ...(server.account === null
      ? {}
      : { auth: { user: server.account.user, pass: server.account.password } }),
    tls: {
      ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
      ...(network.certificateAuthorities === undefined ? {} : { ca: network.certificateAuthorities }),
    },
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
    ...(server.dkim === null ? {} : { dkim: signatureBy(server.dkim) }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let begun = false;
  transport.use('stream', ({ message }, done) => {
    if (encrypted) carryEncrypted(message, encrypted.armored);
    // Runs when the envelope and the message are about to be sent: the connection stands, and is signed in.
    message.processFunc((input) => {
      begun = true;
      return input;
    });
    done();
  });
  try {
    const { response } = await transport.sendMail({
      from: server.from,
      replyTo: server.replyTo,
      to,
      messageId: `<${messageId}>`,
      date: writtenAt,
      baseBoundary: boundaryOf(messageId),
      ...(encrypted
        ? { subject: message.outerSubject }
        : { subject: message.subject, text: message.text, attachments: message.attachments }),
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(urgent ? { priority: 'high' as const } : {}),
    });
    return { kind: 'TAKEN', status: Number.parseInt(response, 10) || 250 };
  } catch (error) {
    return { kind: 'FAILED', ...meaningOf(error, begun) };
  } finally {
    transport.close();
  }
}

/**
 * What divides the parts, the same for every attempt. What the mail library makes of it is 14 characters longer; a boundary
 * has at most 70 (RFC 2046), and from 75 on the library cuts it into pieces that few mail programs put together.
 */
const boundaryOf = (messageId: string): string =>
  createHash('sha256').update(messageId).digest('hex').slice(0, 32);

const signatureBy = ({ domain, selector, privateKey }: DkimKey) => ({
  domainName: domain,
  keySelector: selector,
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

async function encryptedForm(server: MailServer, message: Message): Promise<Encrypted | null> {
  const { publicKey } = message;
  if (publicKey === '') return null;
  const content = await entityToEncrypt({ from: server.from, ...message }, message);
  return encryptMail(content, { publicKey, ownKey: server.openPgpKey }, new Date());
}

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/**
 * What an error says. Where it leaves open how far the message got, it counts as perhaps arrived. What the server answered
 * is judged by its status, never by its words.
 *
 * @param begun whether the connection stood and the message was begun: trouble with TLS is then a broken connection
 */
function meaningOf(error: unknown, begun: boolean): { error: DeliveryError; status: number | null } {
  const code = property(error, 'code');
  const responseCode = property(error, 'responseCode');
  const status = typeof responseCode === 'number' ? responseCode : null;
  const message = error instanceof Error ? error.message : '';
  // Also where the server answers that it knows no STARTTLS.
  if (code === 'ETLS') return { error: 'TLS_FAILED', status };
  if (status !== null && status >= 400 && status < 500) return { error: 'BUSY', status };
  if (code === 'EAUTH') return { error: 'NO_MAIL_SERVER', status };
  if (status !== null && status >= 500) return { error: 'REFUSED', status };
  if (!begun && /certificate|SSL|TLS/i.test(message)) return { error: 'TLS_FAILED', status };
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(`${String(property(error, 'errno'))} ${message}`))
    return { error: 'UNREACHABLE', status };
  if (code === 'ETIMEDOUT')
    return { error: /Connection timeout|Greeting/.test(message) ? 'UNREACHABLE' : 'TIMED_OUT', status };
  return { error: 'CONNECTION_LOST', status };
}
