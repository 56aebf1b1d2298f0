import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import type { DeliveryError, SftpTransport } from '@lapwing/contracts';
import { Client, type ServerHostKeyAlgorithm, type SFTPWrapper } from 'ssh2';
import type { OutsideNetwork } from './outside-network.ts';
import type { Patience } from './post-once.ts';
import { lookupOf, reachableAddresses } from './reachable-addresses.ts';

const algorithmsOf: Readonly<Record<SftpTransport['hostKeyKind'], ServerHostKeyAlgorithm[]>> = {
  ED25519: ['ssh-ed25519'],
  ECDSA: ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  RSA: ['rsa-sha2-512', 'rsa-sha2-256'],
};
/** Status codes of SFTP (draft-ietf-secsh-filexfer-02, section 7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
/** Bytes of one write: servers need not take more. */
const PIECE_BYTES = 32_768;
/** Time allowed for each: one goes there and its receipt comes back, also over a slow line. */
const PIECE_MS = 500;

/** What became of it. */
export type PutFolder = { kind: 'THERE' } | { kind: 'FAILED'; error: DeliveryError };

/**
 * Lays files into a folder of their own on a server of the recipient, in one go: they are written into a folder under a
 * temporary name, which is renamed at the end. A folder that is there already is left alone, and counts as arrived.
 *
 * The name of the server is looked up and every address of it checked, anew for each call, and the connection is bound to
 * them. Nothing is said to a server with another key than the expected one. Resolves whatever happens. Whatever goes wrong
 * before the renaming was asked for leaves no such folder there.
 *
 * @param privateKey the organisation's, in the form of OpenSSH
 */
export async function putFolder(
  network: OutsideNetwork,
  patience: Patience,
  target: SftpTransport,
  privateKey: string,
  { name, files }: { name: string; files: readonly { name: string; content: Buffer }[] },
): Promise<PutFolder> {
  const reachable = await reachableAddresses(network, target.host);
  if ('error' in reachable) return { kind: 'FAILED', error: reachable.error };
  const socket = await openSocket(target, reachable.addresses, patience.connectMs);
  if (socket === null) return { kind: 'FAILED', error: 'UNREACHABLE' };
  const client = new Client();
  const progress: Progress = { otherKey: false, authenticated: false, renaming: false };
  try {
    await within(patience.wholeMs + piecesOf(files) * PIECE_MS, async () => {
      const session = await openSession(client, socket, target, privateKey, patience, progress);
      await quietly(socket, patience.answerMs, client, () =>
        layFolder(session, target.directory, name, files, progress),
      );
    });
    return { kind: 'THERE' };
  } catch (error) {
    return { kind: 'FAILED', error: meaningOf(error, progress) };
  } finally {
    client.destroy();
    socket.destroy();
  }
}

interface Progress {
  otherKey: boolean;
  authenticated: boolean;
  /** It was asked for: from then on the batch may be there. */
  renaming: boolean;
}

/** Time is up. */
class TimedOut extends Error {}

function openSocket(
  { host, port }: SftpTransport,
  addresses: readonly string[],
  timeoutMs: number,
): Promise<Socket | null> {
  const { promise, resolve } = Promise.withResolvers<Socket | null>();
  const socket = connect({ host, port, lookup: lookupOf(addresses), autoSelectFamily: true });
  socket.setNoDelay(true);
  const give = (result: Socket | null) => {
    socket.setTimeout(0);
    if (result === null) socket.destroy();
    resolve(result);
  };
  socket.setTimeout(timeoutMs, () => give(null));
  socket.once('connect', () => give(socket));
  socket.on('error', () => give(null));
  return promise;
}

async function openSession(
  client: Client,
  sock: Socket,
  { user, hostKey, hostKeyKind }: SftpTransport,
  privateKey: string,
  { connectMs }: Patience,
  progress: Progress,
): Promise<SFTPWrapper> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.on('ready', resolve).on('error', reject);
  client.on('close', () => reject(new Error('The connection was closed')));
  client.connect({
    sock,
    username: user,
    privateKey,
    readyTimeout: connectMs,
    algorithms: { serverHostKey: algorithmsOf[hostKeyKind] },
    hostVerifier: (key: Buffer) => {
      const expected = fingerprintOf(key) === hostKey;
      progress.otherKey = !expected;
      return expected;
    },
  });
  await promise;
  progress.authenticated = true;
  return promisify(client.sftp.bind(client))();
}

/** As `ssh-keygen -l` prints it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

async function layFolder(
  session: SFTPWrapper,
  directory: string,
  name: string,
  files: readonly { name: string; content: Buffer }[],
  progress: Progress,
): Promise<void> {
  const place = `${directory.replace(/\/$/, '')}/${name}`;
  if (await isThere(session, place)) return;
  const draft = `${directory.replace(/\/$/, '')}/.${name}.part`;
  if (!(await isThere(session, draft))) await promisify(session.mkdir.bind(session, draft))();
  for (const file of files) await writeFile(session, `${draft}/${file.name}`, file.content);
  progress.renaming = true;
  await promisify(session.rename.bind(session, draft, place))();
}

async function isThere(session: SFTPWrapper, path: string): Promise<boolean> {
  try {
    await promisify(session.stat.bind(session, path))();
    return true;
  } catch (error) {
    if (codeOf(error) === NO_SUCH_FILE) return false;
    throw error;
  }
}

async function writeFile(session: SFTPWrapper, path: string, content: Buffer): Promise<void> {
  const handle = await promisify<string, 'w', Buffer>(session.open.bind(session))(path, 'w');
  for (let start = 0; start < content.length; start += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, content.length - start);
    await promisify(session.write.bind(session, handle, content, start, length, start))();
  }
  await promisify(session.close.bind(session, handle))();
}

const piecesOf = (files: readonly { content: Buffer }[]): number =>
  files.reduce((sum, { content }) => sum + Math.ceil(content.length / PIECE_BYTES), 0);

/** Runs the work, and ends it when the connection breaks or nothing is heard for so long. */
async function quietly(
  socket: Socket,
  idleMs: number,
  client: Client,
  work: () => Promise<void>,
): Promise<void> {
  const { promise: broken, reject } = Promise.withResolvers<never>();
  client.on('error', reject).on('close', () => reject(new Error('The connection was closed')));
  socket.setTimeout(idleMs, () => reject(new TimedOut()));
  await Promise.race([work(), broken]);
}

async function within(wholeMs: number, work: () => Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimedOut()), wholeMs);
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
const codeOf = (error: unknown): unknown => property(error, 'code');

/** What an error says. Once the renaming was asked for and its end was not heard of, the batch counts as perhaps arrived. */
function meaningOf(error: unknown, { otherKey, authenticated, renaming }: Progress): DeliveryError {
  if (otherKey) return 'HOST_KEY_CHANGED';
  if (property(error, 'level') === 'client-authentication') return 'REFUSED';
  if (!authenticated) return 'TLS_FAILED';
  const code = codeOf(error);
  if (code === NO_SUCH_FILE) return 'GONE';
  if (code === PERMISSION_DENIED) return 'REFUSED';
  if (!renaming) return 'BROKE_OFF';
  if (error instanceof TimedOut) return 'TIMED_OUT';
  return typeof code === 'number' ? 'SERVER_ERROR' : 'CONNECTION_LOST';
}
