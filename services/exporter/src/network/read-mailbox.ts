import { isIP } from 'node:net';
import type { MailboxError } from '@lapwing/contracts';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { type PartToRead, partsToRead, type RawMessage, type RawPart } from '../mail/parts-to-read.ts';
import type { MailboxServer } from './mailbox-server.ts';
import type { OutsideNetwork } from './outside-network.ts';
import type { Patience } from './post-once.ts';
import { isThisMachine } from './this-machine.ts';

/** The mailbox cannot be read now. */
export class MailboxFailure extends Error {
  readonly error: MailboxError;
  /** The message at which it came to an end; null where that was at none. */
  readonly at: { uidValidity: bigint; uid: number } | null;
  constructor(error: MailboxError, at: { uidValidity: bigint; uid: number } | null = null) {
    super(`The mailbox cannot be read: ${error}`);
    this.name = 'MailboxFailure';
    this.error = error;
    this.at = at;
  }
}

/** A message with its place in the folder. */
export interface FoundMessage {
  uidValidity: bigint;
  uid: number;
  /** Whether nothing but its headers was asked for. */
  headersOnly: boolean;
  message: RawMessage;
}

/** Bytes that one answer of the server may have, and what it may cost to read it. */
const LIMITS = {
  maxLineLength: 8 * 2 ** 20,
  maxLiteralSize: 2 * 2 ** 20,
  maxResponseSize: 16 * 2 ** 20,
  maxResponseTokens: 100_000,
};
/** More of its headers is not asked for. */
const HEADER_BYTES = 192 * 1024;
const PART_HEADER_BYTES = 64 * 1024;

/**
 * The messages of a folder that come after a number, one after the other, over TLS unless that is this machine. The folder is
 * opened for reading only, and nothing in it is changed, not even that a message was seen. Of a message only its headers and
 * texts are asked for: no attachment, no picture ever leaves the server.
 *
 * @param after says how far the folder was read, of its UIDVALIDITY
 * @param headersOnly messages of which nothing but the headers is asked for, because they could not be read before
 * @throws MailboxFailure
 */
export async function* readMailbox(
  network: OutsideNetwork,
  patience: Patience,
  server: MailboxServer,
  {
    after,
    headersOnly,
  }: { after: (uidValidity: bigint) => Promise<number>; headersOnly: (uid: number) => boolean },
): AsyncGenerator<FoundMessage, void, undefined> {
  const [address] =
    isIP(server.host) === 0 ? await network.resolve(server.host).catch(() => []) : [server.host];
  if (address === undefined) throw new MailboxFailure('NAME_NOT_FOUND');
  // Loaded by the first look into a mailbox, to spare the memory of exporters that have none.
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: address,
    port: server.port,
    secure: server.secure,
    ...(server.secure ? {} : { doSTARTTLS: !isThisMachine(server.host) }),
    ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    tls: network.certificateAuthorities === undefined ? {} : { ca: network.certificateAuthorities },
    auth: { user: server.user, pass: server.password },
    // It would name the library and its version.
    clientInfo: { name: 'Lapwing' },
    logger: false,
    disableAutoIdle: true,
    disableBinary: true,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
    ...LIMITS,
  });
  // Every command that fails says so itself.
  client.on('error', () => {});
  try {
    await client.connect().catch((error: unknown) => {
      throw new MailboxFailure(meaningOf(error));
    });
    const { uidValidity } = await client.mailboxOpen(server.folder, { readOnly: true }).catch(() => {
      throw new MailboxFailure(client.usable ? 'NO_FOLDER' : 'CONNECTION_LOST');
    });
    const last = await after(uidValidity);
    const found = await client.search({ uid: `${last + 1}:*` }, { uid: true }).catch(() => false as const);
    if (found === false || found === undefined) throw new MailboxFailure('CONNECTION_LOST');
    // Of a range beyond its end a server answers with the last message there is.
    for (const uid of found.filter((uid) => uid > last).sort((a, b) => a - b)) {
      const onlyHeaders = headersOnly(uid);
      const message = await readMessage(client, { uidValidity, uid }, onlyHeaders);
      if (message) yield { uidValidity, uid, headersOnly: onlyHeaders, message };
    }
    await client.logout().catch(() => {});
  } finally {
    client.close();
  }
}

/** Null where the message is not there any more. A server that refuses it ends the pass: it may give it out later. */
async function readMessage(
  client: ImapFlow,
  at: { uidValidity: bigint; uid: number },
  headersOnly: boolean,
): Promise<RawMessage | null> {
  const ask = async (query: Parameters<ImapFlow['fetchOne']>[1]): Promise<FetchMessageObject | false> => {
    try {
      return await client.fetchOne(String(at.uid), query, { uid: true });
    } catch {
      throw new MailboxFailure(client.usable ? 'MESSAGE_REFUSED' : 'CONNECTION_LOST', at);
    }
  };
  const head = await ask({
    internalDate: true,
    bodyParts: [{ key: 'HEADER', start: 0, maxLength: HEADER_BYTES }],
  });
  if (head === false) return null;
  const receivedAt = new Date(head.internalDate ?? Date.now());
  const headers = wholeLines(head.headers ?? Buffer.alloc(0));
  const beginning = { receivedAt, headers };
  if (headersOnly) return { ...beginning, form: 'UNREADABLE', parts: [] };
  const shaped = await ask({ bodyStructure: true });
  if (shaped === false) return null;
  if (shaped.bodyStructure === undefined) return { ...beginning, form: 'UNREADABLE', parts: [] };
  const { form, parts } = partsToRead(shaped.bodyStructure);
  if (parts.length === 0) return { ...beginning, form, parts: [] };
  const content = await ask({ bodyParts: parts.flatMap(sectionsOf) });
  if (content === false) return null;
  const bodyOf = (section: string) => content.bodyParts?.get(section.toLowerCase()) ?? Buffer.alloc(0);
  const read = parts.map((part): RawPart => {
    const bytes = bodyOf(part.section);
    const own = part.ownHeaders === null ? headers : bodyOf(part.ownHeaders);
    return {
      role: part.role,
      bytes: part.role === 'ORIGINAL_HEADERS' ? bytes : Buffer.concat([own, bytes]),
      cut: bytes.length >= part.mostBytes,
    };
  });
  return { ...beginning, form, parts: read };
}

/** Headers that were cut end with their last whole line, so that a text behind them is none of them. */
function wholeLines(headers: Buffer): Buffer {
  if (headers.length < HEADER_BYTES) return headers;
  return Buffer.concat([headers.subarray(0, headers.lastIndexOf(10) + 1), Buffer.from('\r\n')]);
}

const sectionsOf = ({ section, ownHeaders, mostBytes }: PartToRead) => [
  { key: section, start: 0, maxLength: mostBytes },
  ...(ownHeaders === null ? [] : [{ key: ownHeaders, start: 0, maxLength: PART_HEADER_BYTES }]),
];

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** Why no connection came about, by what the library says of it. */
function meaningOf(error: unknown): MailboxError {
  if (property(error, 'authenticationFailed') === true) return 'LOGIN_REFUSED';
  const code = String(property(error, 'code'));
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|GREETING_TIMEOUT)$/.test(code))
    return 'UNREACHABLE';
  const message = error instanceof Error ? error.message : '';
  if (/certificate|SSL|TLS/i.test(`${code} ${message}`)) return 'TLS_FAILED';
  return 'CONNECTION_LOST';
}
