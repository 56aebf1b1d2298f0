import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A connection in front of a server that is cut when the server has said something. */
export interface CuttingProxy {
  port: number;
  /** How many connections were made. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * Passes everything on to a port of this machine until an answer of the server contains `words`: then both sides are cut off, and
 * nothing of that answer arrives.
 */
export const startCuttingProxy = (port: number, words: string): Promise<CuttingProxy> =>
  startProxy(port, {
    fromServer: (data) => (data.includes(words) ? 'CUT' : 'PASS'),
    fromClient: () => null,
  });

/** Passes everything on to an IMAP server of this machine, but answers NO to each FETCH of which `refuses` says so. */
export const startRefusingProxy = (port: number, refuses: (uid: number) => boolean): Promise<CuttingProxy> =>
  startProxy(port, {
    fromServer: () => 'PASS',
    fromClient: (data) => {
      const [, tag, uid] = /^(\S+) UID FETCH (\d+) /.exec(data.toString('latin1')) ?? [];
      return uid !== undefined && refuses(Number(uid)) ? `${tag} NO [UNAVAILABLE] Not now\r\n` : null;
    },
  });

async function startProxy(
  port: number,
  look: { fromServer: (data: Buffer) => 'PASS' | 'CUT'; fromClient: (data: Buffer) => string | null },
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      const answer = look.fromClient(data);
      if (answer === null) upstream.write(data);
      else client.write(answer);
    });
    upstream.on('data', (data) => {
      if (look.fromServer(data) === 'PASS') return void client.write(data);
      client.destroy();
      upstream.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return {
    port: address.port,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
