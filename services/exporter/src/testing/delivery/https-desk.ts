import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PushTransport } from '@lapwing/contracts';
import { z } from 'zod';
import type { DeliveryToSend, TransportContext } from '../../transports/batch-transport.ts';
import { certificateFor } from './certificate-for.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import type { Desk, DeskKind, Received } from './desk.ts';

const HERE = '127.0.0.1';

/** What a transport over HTTPS makes of each fault, where it says nothing else. */
export const expectedOverHttps = {
  TAKES_IT: 'ARRIVED',
  BREAKS_OFF_ITS_ANSWER: 'ARRIVED',
  NEVER_ANSWERS: 'TIMED_OUT',
  BREAKS_THE_CONNECTION: 'CONNECTION_LOST',
  GARBLES_THE_CONNECTION: 'CONNECTION_LOST',
  FAILS_ITSELF: 'SERVER_ERROR',
  IS_OVERLOADED: 'SERVER_ERROR',
  WAITED_TOO_LONG: 'SERVER_ERROR',
  ASKS_TO_WAIT: 'BUSY',
  REFUSES: 'REFUSED',
  IS_GONE: 'GONE',
  SENDS_ELSEWHERE: 'REDIRECTED',
  WRONG_CERTIFICATE: 'TLS_FAILED',
  SPEAKS_NO_TLS: 'TLS_FAILED',
  NOT_LISTENING: 'UNREACHABLE',
  NAME_UNKNOWN: 'NAME_NOT_FOUND',
  PRIVATE_ADDRESS: 'ADDRESS_REFUSED',
} as const satisfies DeskKind['expected'];

/** A request as a desk reads it. */
export interface DeskRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
}

interface DeskAnswer {
  status: number;
  json?: unknown;
  xml?: string;
  headers?: Record<string, string>;
}

/** What is special about one kind of desk that speaks HTTPS. */
export interface HttpsDesk {
  host: string;
  target(origin: string): PushTransport;
  /** What is on its way to such a desk. */
  delivery: Partial<DeliveryToSend>;
  /** What other requests than those that hand over are answered with; null: this one hands over. */
  answer?(request: DeskRequest): DeskAnswer | null;
  /** Checks a request that hands over, field by field, and gives what was taken in; throws at the first wrong one. */
  take(request: DeskRequest): Received;
  /** What it says once it has it. */
  thanks(count: number): DeskAnswer;
  /** Another batch, where it differs in more than its referral. */
  another?: Partial<DeliveryToSend>;
  /** What else a transport needs to reach it. */
  account?(origin: string): TransportContext['ncmec'];
}

const answers: Partial<Record<DeliveryFault, { status: number; headers?: Record<string, string> }>> = {
  FAILS_ITSELF: { status: 500 },
  IS_OVERLOADED: { status: 503, headers: { 'retry-after': '120' } },
  WAITED_TOO_LONG: { status: 408 },
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

/** A web server over TLS that takes in what such a desk takes, and can be made to fail at it. */
export async function openHttpsDesk({
  host,
  target,
  delivery,
  answer,
  take,
  thanks,
  another,
  account,
}: HttpsDesk): Promise<Desk> {
  const [own, other] = [await certificateFor(host), await certificateFor(host)];
  const received: Received[] = [];
  let fault: DeliveryFault = 'TAKES_IT';

  const connections = new Set<Socket>();

  const respond = (response: ServerResponse, { status, json, xml, headers }: DeskAnswer): void => {
    const type = xml === undefined ? 'application/json' : 'text/xml; charset=utf-8';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(xml ?? JSON.stringify(json));
  };
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', `https://${host}`);
    const { method = '' } = incoming;
    const headers = z.record(z.string(), z.string()).parse(incoming.headers);
    const head = { method, path: url.pathname, query: url.searchParams, headers };
    if (fault === 'BREAKS_THE_CONNECTION' && !answer) {
      incoming.once('data', () => incoming.socket.destroy());
      return;
    }
    if (fault === 'GARBLES_THE_CONNECTION' && !answer) {
      garbleBeneath(incoming, 'data');
      return;
    }
    const request = { ...head, body: await text(incoming) };
    const aside = answer?.(request) ?? null;
    if (aside !== null) return respond(response, aside);
    if (fault === 'BREAKS_THE_CONNECTION') return void incoming.socket.destroy();
    if (fault === 'GARBLES_THE_CONNECTION') return garbleBeneath(incoming);
    received.push(take(request));
    if (fault === 'NEVER_ANSWERS') return;
    if (fault === 'BREAKS_OFF_ITS_ANSWER') {
      response.writeHead(200, { 'content-length': '100' }).write('{"id":', () => response.destroy());
      return;
    }
    const instead = answers[fault];
    if (instead === undefined) return respond(response, thanks(received.length));
    response.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers });
    response.end('{}');
  };
  /** Beneath TLS, so that what arrives there is none. */
  const garbleBeneath = (incoming: IncomingMessage, event?: 'data'): void => {
    const { remotePort } = incoming.socket;
    const connection = [...connections].find((socket) => socket.remotePort === remotePort);
    const garble = () => void connection?.write('This is not TLS');
    if (event) incoming.once(event, garble);
    else garble();
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => response.writeHead(401).end(String(error)));
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

  const origin = (): string => {
    const port =
      fault === 'NOT_LISTENING' ? ports.unused : fault === 'SPEAKS_NO_TLS' ? ports.plain : ports.secure;
    return `https://${host}:${port}`;
  };
  return {
    get target() {
      return target(origin());
    },
    publicKey: '',
    delivery,
    another,
    get context() {
      return {
        network: {
          resolve: async (name: string) => {
            if (name !== host || fault === 'NAME_UNKNOWN') throw new Error('No such name');
            return fault === 'PRIVATE_ADDRESS' ? ['10.0.0.7', HERE] : [HERE];
          },
          mayReach: (address: string) => address === HERE,
          certificateAuthorities: fault === 'WRONG_CERTIFICATE' ? other.cert : own.cert,
        },
        mail: null,
        sshKey: '',
        sessions: new Map(),
        ncmec: account?.(origin()) ?? null,
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
