import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { certificateFor } from './certificate-for.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import type { Desk, DeskKind, Received } from './desk.ts';

const HOST = 'desk.platform.example';
const HERE = '127.0.0.1';

const Message = z.strictObject({
  type: z.literal('lapwing.batch'),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    batchId: z.string(),
    recipient: z.string(),
    organisation: z.string(),
    tlp: z.string(),
    imminentDanger: z.boolean(),
    referralIds: z.array(z.string()),
    files: z.array(
      z.strictObject({
        name: z.string(),
        mediaType: z.string(),
        bytes: z.number(),
        sha256: z.string(),
        base64: z.base64(),
      }),
    ),
  }),
});

const answers: Partial<Record<DeliveryFault, { status: number; headers?: Record<string, string> }>> = {
  FAILS_ITSELF: { status: 500 },
  ASKS_TO_WAIT: { status: 429, headers: { 'retry-after': '120' } },
  REFUSES: { status: 422 },
  IS_GONE: { status: 410 },
  SENDS_ELSEWHERE: { status: 307, headers: { location: 'https://elsewhere.platform.example/in' } },
};

async function portOf(server: Server): Promise<number> {
  server.listen(0, HERE);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return address.port;
}

/** A web server over TLS that checks every signature with the library of the Standard Webhooks. */
async function open(secret: () => string): Promise<Desk> {
  const [own, other] = [await certificateFor(HOST), await certificateFor(HOST)];
  const received: Received[] = [];
  let fault: DeliveryFault = 'TAKES_IT';

  const connections = new Set<Socket>();

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (fault === 'BREAKS_THE_CONNECTION') {
      request.once('data', () => request.socket.destroy());
      return;
    }
    if (fault === 'GARBLES_THE_CONNECTION') {
      const { remotePort } = request.socket;
      const connection = [...connections].find((socket) => socket.remotePort === remotePort);
      // Beneath TLS, so that what arrives there is none.
      request.once('data', () => connection?.write('This is not TLS'));
      return;
    }
    const body = await text(request);
    const headers = z.record(z.string(), z.string()).parse(request.headers);
    const message = Message.parse(new Webhook(secret()).verify(body, headers));
    const id = headers['webhook-id'] ?? '';
    if (headers['idempotency-key'] !== id || message.data.batchId !== id)
      throw new Error('Three names for one');
    received.push({
      id,
      files: message.data.files.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') })),
    });
    if (fault === 'NEVER_ANSWERS') return;
    if (fault === 'BREAKS_OFF_ITS_ANSWER') {
      response.writeHead(200, { 'content-length': '100' }).write('{"id":', () => response.destroy());
      return;
    }
    const { status, headers: more } = answers[fault] ?? { status: 202 };
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    response.end(JSON.stringify({ id: `case-${received.length}` }));
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    take(request, response).catch((error: unknown) => response.writeHead(401).end(String(error)));
  };
  const secure = createServer({ key: own.private, cert: own.cert }, handle);
  secure.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const plain = createPlainServer(handle);
  const unused = createPlainServer();
  const ports = { secure: await portOf(secure), plain: await portOf(plain), unused: await portOf(unused) };
  unused.close();

  return {
    get target() {
      const port =
        fault === 'NOT_LISTENING' ? ports.unused : fault === 'SPEAKS_NO_TLS' ? ports.plain : ports.secure;
      return { kind: 'WEBHOOK' as const, url: `https://${HOST}:${port}/in?queue=7` };
    },
    publicKey: '',
    get context() {
      return {
        network: {
          resolve: async (host: string) => {
            if (host !== HOST || fault === 'NAME_UNKNOWN') throw new Error('No such name');
            return fault === 'PRIVATE_ADDRESS' ? ['10.0.0.7', HERE] : [HERE];
          },
          mayReach: (address: string) => address === HERE,
          certificateAuthorities: fault === 'WRONG_CERTIFICATE' ? other.cert : own.cert,
        },
        mail: null,
        sshKey: '',
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
      for (const server of [secure, plain]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

export const webhookDesk: DeskKind = {
  transport: 'WEBHOOK',
  name: 'webhook',
  open,
  expected: {
    TAKES_IT: 'ARRIVED',
    BREAKS_OFF_ITS_ANSWER: 'ARRIVED',
    NEVER_ANSWERS: 'TIMED_OUT',
    BREAKS_THE_CONNECTION: 'CONNECTION_LOST',
    GARBLES_THE_CONNECTION: 'CONNECTION_LOST',
    FAILS_ITSELF: 'SERVER_ERROR',
    ASKS_TO_WAIT: 'BUSY',
    REFUSES: 'REFUSED',
    IS_GONE: 'GONE',
    SENDS_ELSEWHERE: 'REDIRECTED',
    WRONG_CERTIFICATE: 'TLS_FAILED',
    SPEAKS_NO_TLS: 'TLS_FAILED',
    NOT_LISTENING: 'UNREACHABLE',
    NAME_UNKNOWN: 'NAME_NOT_FOUND',
    PRIVATE_ADDRESS: 'ADDRESS_REFUSED',
  },
};
