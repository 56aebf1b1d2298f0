import { once } from 'node:events';
import { createServer, type Server as PlainServer, type Socket } from 'node:net';
import ssh2, { type Connection, type Server, type SFTPWrapper } from 'ssh2';
import { fingerprintOf } from '../../network/put-folder.ts';
import { generateSshKey } from '../../ssh-key.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import type { Desk, DeskKind, Received } from './desk.ts';

const HOST = 'desk.platform.example';
const HERE = '127.0.0.1';
const USER = 'lapwing';
const DIRECTORY = '/in';
const { STATUS_CODE } = ssh2.utils.sftp;

const fingerprint = (key: string): string => {
  const parsed = ssh2.utils.parseKey(key);
  if (parsed instanceof Error) throw parsed;
  return fingerprintOf(parsed.getPublicSSH());
};

async function portOf(
  server: Pick<PlainServer, 'listen' | 'address'> & NodeJS.EventEmitter,
): Promise<number> {
  server.listen(0, HERE);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return address.port;
}

/** A server of SFTP by a library's own hand, with one account that a key opens and folders that it keeps in memory. */
async function open(): Promise<Desk> {
  const [own, account] = [generateSshKey(), generateSshKey()];
  const received: Received[] = [];
  const connections = new Set<Socket>();
  let fault: DeliveryFault = 'TAKES_IT';
  /** Folders by path, files by name. */
  let folders = new Map<string, Map<string, Buffer>>([[DIRECTORY, new Map()]]);

  const serve = (session: SFTPWrapper): void => {
    const handles = new Map<string, { folder: string; name: string }>();
    const connection = [...connections].at(-1);
    session.on('STAT', (id, path) =>
      folders.has(path)
        ? session.attrs(id, { mode: 0o40_755, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 })
        : session.status(id, STATUS_CODE.NO_SUCH_FILE),
    );
    session.on('MKDIR', (id, path) => {
      const parent = path.slice(0, path.lastIndexOf('/'));
      if (fault === 'REFUSES') return session.status(id, STATUS_CODE.PERMISSION_DENIED);
      if (!folders.has(parent)) return session.status(id, STATUS_CODE.NO_SUCH_FILE);
      folders.set(path, new Map());
      session.status(id, STATUS_CODE.OK);
    });
    session.on('OPEN', (id, path) => {
      const cut = path.lastIndexOf('/');
      const [folder, name] = [path.slice(0, cut), path.slice(cut + 1)];
      const files = folders.get(folder);
      if (!files) return session.status(id, STATUS_CODE.NO_SUCH_FILE);
      files.set(name, Buffer.alloc(0));
      const handle = String(handles.size);
      handles.set(handle, { folder, name });
      session.handle(id, Buffer.from(handle));
    });
    session.on('WRITE', (id, handle, offset, data) => {
      if (fault === 'BREAKS_THE_CONNECTION') return void connection?.destroy();
      // Beneath the encryption, so that what arrives there is none.
      if (fault === 'GARBLES_THE_CONNECTION')
        return void connection?.write('This is no packet of SSH at all');
      if (fault === 'FAILS_ITSELF') return session.status(id, STATUS_CODE.FAILURE);
      const at = handles.get(handle.toString());
      const files = at && folders.get(at.folder);
      const before = at && files?.get(at.name);
      if (!files || !at || !before) return session.status(id, STATUS_CODE.FAILURE);
      const after = Buffer.alloc(Math.max(before.length, offset + data.length));
      before.copy(after);
      data.copy(after, offset);
      files.set(at.name, after);
      session.status(id, STATUS_CODE.OK);
    });
    session.on('CLOSE', (id) => session.status(id, STATUS_CODE.OK));
    session.on('RENAME', (id, from, to) => {
      const files = folders.get(from);
      if (!files || folders.has(to)) return session.status(id, STATUS_CODE.FAILURE);
      folders.delete(from);
      folders.set(to, files);
      received.push({
        id: to.slice(to.lastIndexOf('/') + 1),
        files: [...files].map(([name, content]) => ({ name, content })),
      });
      if (fault === 'NEVER_ANSWERS') return;
      session.status(id, STATUS_CODE.OK);
      if (fault === 'BREAKS_OFF_ITS_ANSWER') setImmediate(() => connection?.destroy());
    });
  };

  const greet = (client: Connection): void => {
    const known = ssh2.utils.parseKey(account.public);
    client.on('error', () => {});
    client.on('authentication', (attempt) => {
      const mine =
        attempt.method === 'publickey' &&
        attempt.username === USER &&
        !(known instanceof Error) &&
        attempt.key.data.equals(known.getPublicSSH()) &&
        (attempt.signature === undefined ||
          (attempt.blob !== undefined &&
            known.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true));
      if (mine) attempt.accept();
      else attempt.reject(['publickey']);
    });
    client.on('session', (accept) => accept().on('sftp', (acceptSftp) => serve(acceptSftp())));
  };

  const ssh: Server = new ssh2.Server({ hostKeys: [own.private] }, greet);
  // The connections beneath are the plain server's.
  const secure = createServer((socket) => {
    socket.setNoDelay(true);
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => {});
    ssh.injectSocket(socket);
  });
  const plain = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  const unused = createServer();
  const ports = { secure: await portOf(secure), plain: await portOf(plain), unused: await portOf(unused) };
  unused.close();

  return {
    get target() {
      return {
        kind: 'SFTP' as const,
        host: HOST,
        port:
          fault === 'NOT_LISTENING' ? ports.unused : fault === 'SPEAKS_NO_TLS' ? ports.plain : ports.secure,
        user: USER,
        directory: DIRECTORY,
        hostKeyKind: 'ED25519' as const,
        hostKey: fingerprint(fault === 'WRONG_CERTIFICATE' ? generateSshKey().public : own.public),
      };
    },
    publicKey: '',
    delivery: {},
    get context() {
      return {
        network: {
          resolve: async (host: string) => {
            if (host !== HOST || fault === 'NAME_UNKNOWN') throw new Error('No such name');
            return fault === 'PRIVATE_ADDRESS' ? ['10.0.0.7', HERE] : [HERE];
          },
          mayReach: (address: string) => address === HERE,
        },
        mail: null,
        sshKey: account.private,
        sessions: new Map(),
        ncmec: null,
        patience: {
          connectMs: 10_000,
          answerMs: fault === 'NEVER_ANSWERS' ? 300 : 10_000,
          wholeMs: 30_000,
        },
      };
    },
    received,
    suffer(next) {
      fault = next;
      // Whoever works there has taken away what came before.
      folders = new Map(fault === 'IS_GONE' ? [] : [[DIRECTORY, new Map()]]);
    },
    async close() {
      for (const socket of connections) socket.destroy();
      await Promise.all([secure, plain].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

export const sftpDesk: DeskKind = {
  transport: 'SFTP',
  name: 'SFTP',
  carries: 'FILES',
  connections: 1,
  open,
  expected: {
    TAKES_IT: 'ARRIVED',
    BREAKS_OFF_ITS_ANSWER: 'ARRIVED',
    NEVER_ANSWERS: 'TIMED_OUT',
    BREAKS_THE_CONNECTION: 'BROKE_OFF',
    GARBLES_THE_CONNECTION: 'BROKE_OFF',
    FAILS_ITSELF: 'BROKE_OFF',
    IS_OVERLOADED: null,
    WAITED_TOO_LONG: null,
    ASKS_TO_WAIT: null,
    REFUSES: 'REFUSED',
    IS_GONE: 'GONE',
    SENDS_ELSEWHERE: null,
    WRONG_CERTIFICATE: 'HOST_KEY_CHANGED',
    SPEAKS_NO_TLS: 'TLS_FAILED',
    NOT_LISTENING: 'UNREACHABLE',
    NAME_UNKNOWN: 'NAME_NOT_FOUND',
    PRIVATE_ADDRESS: 'ADDRESS_REFUSED',
  },
};
