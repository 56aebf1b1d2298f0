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
export async function startCuttingProxy(port: number, words: string): Promise<CuttingProxy> {
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
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (!data.includes(words)) return void client.write(data);
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
