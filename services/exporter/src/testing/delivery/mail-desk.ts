import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { makeKeyPair } from '@lapwing/store/testing/openpgp-keys';
import { decrypt, type PrivateKey, readMessage, readPrivateKey } from 'openpgp';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { certificateFor } from './certificate-for.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import type { Desk, DeskKind, Received } from './desk.ts';

const HOST = 'mail.lapwing.example';
const HERE = '127.0.0.1';
const ACCOUNT = { user: 'lapwing', password: 'only for this test' };

/** An error that the server answers with, in words that could be taken for trouble with TLS. */
const answer = (responseCode: number): Error =>
  Object.assign(new Error('TLS certificate required, says the test'), { responseCode });

function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return address.port;
}

/** A message that was taken in. */
export interface Mail {
  /** As it came. */
  bytes: Buffer;
  /** As a library of its own reads it, without opening anything. */
  outside: Email;
  /** What was inside the encryption; of other messages the same as `outside`. */
  inside: Email;
}

const mailsOf = new WeakMap<readonly Received[], Mail[]>();

/** The messages that a desk for mail took in. */
export const readMails = ({ received }: Pick<Desk, 'received'>): readonly Mail[] =>
  mailsOf.get(received) ?? [];

/** The parameters in the headers of a message, as they came, that say what divides its parts. */
export const boundariesOf = (bytes: Buffer | undefined): string[] => {
  const [headers = ''] = bytes?.toString('latin1').split('\r\n\r\n') ?? [];
  return [...headers.matchAll(/boundary[*\d]*=(?:"[^"]*"|[^;\s]*)/g)].map(([parameter]) => parameter);
};

/** Opens a message that is encrypted to the desk; one that its sender did not sign is an error. */
async function opened(mail: Email, desk: PrivateKey, sender: PrivateKey): Promise<Email> {
  const armored = mail.attachments.find(({ filename }) => filename === 'encrypted.asc')?.content;
  if (armored === undefined) return mail;
  const message = await readMessage({
    armoredMessage: typeof armored === 'string' ? armored : new TextDecoder().decode(armored),
  });
  const own = desk.getKeys().map((key) => key.getKeyID().toHex());
  if (!message.getEncryptionKeyIDs().some((id) => own.includes(id.toHex()))) return mail;
  const { data, signatures } = await decrypt({
    message,
    decryptionKeys: desk,
    verificationKeys: sender.toPublic(),
    expectSigned: true,
    format: 'binary',
  });
  await Promise.all(signatures.map(({ verified }) => verified));
  return PostalMime.parse(data);
}

/** A mail server with STARTTLS and an account, whose messages are read by a library of its own. */
async function openDesk(withKey: boolean): Promise<Desk> {
  const [own, other] = [await certificateFor(HOST), await certificateFor(HOST)];
  const received: Received[] = [];
  const mails: Mail[] = [];
  const keys = await makeKeyPair();
  const deskKey = await readPrivateKey({ armoredKey: keys.privateKey });
  const ownKey = await readPrivateKey({ armoredKey: (await makeKeyPair()).privateKey });
  mailsOf.set(received, mails);
  let fault: DeliveryFault = 'TAKES_IT';

  const connections = new Set<Socket>();

  const serve = (disabledCommands: string[]) =>
    new SMTPServer({
      key: own.private,
      cert: own.cert,
      disabledCommands,
      authOptional: disabledCommands.length > 0,
      logger: false,
      onAuth: ({ username, password }, _session, done) =>
        username === ACCOUNT.user && password === ACCOUNT.password
          ? done(null, { user: username })
          : done(answer(535)),
      onRcptTo: (_address, _session, done) => done(fault === 'REFUSES' ? answer(550) : null),
      onData: (stream, session, done) => {
        const connection = [...connections].find(({ remotePort }) => remotePort === session.remotePort);
        if (fault === 'GARBLES_THE_CONNECTION') {
          // Beneath TLS, so that what arrives there is none.
          connection?.write('This is not TLS');
          stream.resume();
          return;
        }
        if (fault === 'BREAKS_THE_CONNECTION') {
          connection?.destroy();
          stream.resume();
          return;
        }
        void buffer(stream).then(async (bytes) => {
          const outside = await PostalMime.parse(
            Buffer.concat([Buffer.from(`Received: from ${session.hostNameAppearsAs}\r\n`), bytes]),
          );
          const inside = await opened(outside, deskKey, ownKey);
          if (fault === 'ASKS_TO_WAIT') return done(answer(421));
          if (fault === 'FAILS_ITSELF') return done(answer(451));
          mails.push({ bytes, outside, inside });
          received.push({
            id: outside.messageId ?? '',
            files: inside.attachments.map(({ filename, content }) => ({
              name: filename ?? '',
              content: Buffer.from(typeof content === 'string' ? content : new Uint8Array(content)),
            })),
          });
          if (fault === 'NEVER_ANSWERS') return;
          done();
          if (fault === 'BREAKS_OFF_ITS_ANSWER') setImmediate(() => connection?.destroy());
        });
      },
    });
  const listening = async (server: SMTPServer): Promise<number> => {
    server.on('error', () => {});
    const { server: plain } = server;
    plain.on('connection', (socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
    });
    server.listen(0, HERE);
    await once(plain, 'listening');
    return portOf(plain);
  };
  const [encrypted, unencrypted] = [serve([]), serve(['STARTTLS'])];
  const unused = createServer().listen(0, HERE);
  await once(unused, 'listening');
  const ports = {
    encrypted: await listening(encrypted),
    open: await listening(unencrypted),
    unused: portOf(unused),
  };
  unused.close();

  return {
    target: { kind: 'EMAIL', address: 'desk@platform.example' },
    publicKey: withKey ? keys.publicKey : '',
    delivery: withKey ? { publicKey: keys.publicKey } : {},
    get context() {
      return {
        network: {
          resolve: async (host: string) => {
            if (host !== HOST || fault === 'NAME_UNKNOWN') throw new Error('No such name');
            return [HERE];
          },
          mayReach: () => false,
          certificateAuthorities: fault === 'WRONG_CERTIFICATE' ? other.cert : own.cert,
        },
        mail: {
          host: HOST,
          port:
            fault === 'NOT_LISTENING'
              ? ports.unused
              : fault === 'SPEAKS_NO_TLS'
                ? ports.open
                : ports.encrypted,
          secure: false,
          account: ACCOUNT,
          from: 'desk@lapwing.example',
          replyTo: 'answers@lapwing.example',
          openPgpKey: ownKey,
          dkim: null,
        },
        sshKey: '',
        sessions: new Map(),
        ncmec: null,
        patience: {
          connectMs: 10_000,
          answerMs: fault === 'NEVER_ANSWERS' ? 100 : 10_000,
          wholeMs: 30_000,
        },
      };
    },
    received,
    suffer(next) {
      fault = next;
    },
    async close() {
      for (const socket of connections) socket.destroy();
      await Promise.all(
        [encrypted, unencrypted].map((server) => new Promise<void>((done) => server.close(() => done()))),
      );
    },
  };
}

const expected: DeskKind['expected'] = {
  TAKES_IT: 'ARRIVED',
  BREAKS_OFF_ITS_ANSWER: 'ARRIVED',
  NEVER_ANSWERS: 'TIMED_OUT',
  BREAKS_THE_CONNECTION: 'CONNECTION_LOST',
  GARBLES_THE_CONNECTION: 'CONNECTION_LOST',
  FAILS_ITSELF: 'BUSY',
  IS_OVERLOADED: null,
  WAITED_TOO_LONG: null,
  ASKS_TO_WAIT: 'BUSY',
  REFUSES: 'REFUSED',
  IS_GONE: null,
  SENDS_ELSEWHERE: null,
  WRONG_CERTIFICATE: 'TLS_FAILED',
  SPEAKS_NO_TLS: 'TLS_FAILED',
  NOT_LISTENING: 'UNREACHABLE',
  NAME_UNKNOWN: 'NAME_NOT_FOUND',
  PRIVATE_ADDRESS: null,
};

export const mailDesk: DeskKind = {
  transport: 'EMAIL',
  name: 'e-mail',
  carries: 'FILES',
  connections: 1,
  open: () => openDesk(false),
  expected,
};

export const encryptedMailDesk: DeskKind = {
  transport: 'EMAIL',
  name: 'e-mail with OpenPGP',
  carries: 'FILES',
  connections: 1,
  open: () => openDesk(true),
  expected,
};
