import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP port in front of a Postgres, which can be cut and mended as a network is. */
export class CuttableWire {
  readonly #target: { path: string };
  readonly #sockets = new Set<Socket>();
  readonly #connectionUrl: URL;
  #server: Server | undefined;
  #port = 0;

  private constructor(connectionUrl: URL) {
    const directory = connectionUrl.searchParams.get('host') ?? '';
    const port = connectionUrl.searchParams.get('port') ?? '5432';
    this.#target = { path: `${directory}/.s.PGSQL.${port}` };
    this.#connectionUrl = connectionUrl;
  }

  /** @param connectionUrl of a Postgres on a unix socket */
  static async to(connectionUrl: string): Promise<CuttableWire> {
    const wire = new CuttableWire(new URL(connectionUrl));
    await wire.mend();
    return wire;
  }

  /** The same database, reached over the wire. */
  get url(): string {
    const url = new URL(this.#connectionUrl);
    url.search = '';
    url.hostname = '127.0.0.1';
    url.port = String(this.#port);
    return url.href;
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#target);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((listening) => server.listen(this.#port, '127.0.0.1', listening));
    const address: AddressInfo | string | null = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    this.#server = server;
  }

  /** Breaks what is connected and refuses what comes. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  }
}
