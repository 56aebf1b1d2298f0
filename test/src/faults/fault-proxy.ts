import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';

/** What becomes of one `POST /v1/flags`. Everything else passes. */
export type Fault =
  /** Answered by the proxy; the API hears nothing. */
  | { kind: 'ANSWER'; status: number; body: string; headers?: Record<string, string> }
  /** The API does its work, and its answer is replaced. */
  | { kind: 'REPLACE'; status: number; body: string; headers?: Record<string, string> }
  /** The connection breaks before the API hears of it, or after it did its work. */
  | { kind: 'BREAK'; when: 'BEFORE' | 'AFTER' }
  /** Waits until `release` is called, before or after the API did its work; then it passes. */
  | { kind: 'HOLD'; when: 'BEFORE' | 'AFTER' }
  /** The API gets another body under the same key, and the connection breaks after that. */
  | { kind: 'CHANGE'; change: (body: string) => string }
  /** The API gets another body, and its own answer passes. */
  | { kind: 'PASS_CHANGED'; change: (body: string) => string };

/** A request to keep a flag, as it left the browser. */
export interface SeenFlag {
  key: string;
  url: string;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An HTTP server in front of the API that does to flags what networks, proxies and servers can do to them. */
export class FaultProxy {
  /** Where browsers find it, without a slash at the end. */
  readonly url: string;
  /** Every `POST /v1/flags`, in the order of arrival. */
  readonly flags: SeenFlag[] = [];
  /** How many requests the API has answered, of whatever kind. */
  answered = 0;
  readonly #server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
  readonly #faults: Fault[] = [];
  #target = '';
  #released = Promise.withResolvers<void>();

  private constructor(port: number) {
    this.url = `http://localhost:${port}`;
  }

  /** @param port of 127.0.0.1 that nobody listens on */
  static async start(port: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(port);
    proxy.#server.listen(port, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** Where what passes goes to: an origin. */
  passTo(target: string): void {
    this.#target = target;
  }

  /** Does this to the next flags, one after the other; what comes after them passes. */
  next(...faults: readonly Fault[]): void {
    this.#faults.splice(0, this.#faults.length, ...faults);
    this.#released = Promise.withResolvers();
  }

  /** Lets go what is held. */
  release(): void {
    this.#released.resolve();
  }

  /** How often a flag of this address left the browser, and under how many keys. */
  sent(url: string): { times: number; keys: number } {
    const seen = this.flags.filter((flag) => flag.url === url);
    return { times: seen.length, keys: new Set(seen.map(({ key }) => key)).size };
  }

  async close(): Promise<void> {
    this.release();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const body = await bytesOf(incoming);
      const isFlag = incoming.method === 'POST' && incoming.url === '/v1/flags';
      if (isFlag) this.flags.push(seenFlag(incoming, body));
      const fault = isFlag ? this.#faults.shift() : undefined;
      const answer = await this.#answer(incoming, body, fault);
      if (answer === null) outgoing.destroy();
      else outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The API is away: so is the proxy, as far as the browser can tell.
      outgoing.destroy();
    }
  }

  /** Null where the connection breaks. */
  async #answer(incoming: IncomingMessage, body: Buffer, fault: Fault | undefined): Promise<Answer | null> {
    switch (fault?.kind) {
      case undefined:
        return this.#pass(incoming, body);
      case 'ANSWER':
        return { ...fault, headers: fault.headers ?? {}, body: Buffer.from(fault.body) };
      case 'REPLACE':
        await this.#pass(incoming, body);
        return { ...fault, headers: fault.headers ?? {}, body: Buffer.from(fault.body) };
      case 'BREAK':
        if (fault.when === 'AFTER') await this.#pass(incoming, body);
        return null;
      case 'HOLD': {
        if (fault.when === 'BEFORE') await this.#released.promise;
        const answer = await this.#pass(incoming, body);
        if (fault.when === 'AFTER') await this.#released.promise;
        return answer;
      }
      case 'CHANGE':
        await this.#pass(incoming, Buffer.from(fault.change(body.toString())));
        return null;
      case 'PASS_CHANGED':
        return this.#pass(incoming, Buffer.from(fault.change(body.toString())));
    }
  }

  async #pass(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const headers = { ...incoming.headers, 'content-length': String(body.length) };
    const passing = request(`${this.#target}${incoming.url}`, { method: incoming.method ?? 'GET', headers });
    passing.end(body);
    const answered = Promise.withResolvers<IncomingMessage>();
    passing.once('response', answered.resolve).once('error', answered.reject);
    const response = await answered.promise;
    this.answered += 1;
    const headersBack = response.headers;
    return { status: response.statusCode ?? 502, headers: headersBack, body: await bytesOf(response) };
  }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function seenFlag(incoming: IncomingMessage, body: Buffer): SeenFlag {
  const parsed: unknown = JSON.parse(body.toString());
  const url = typeof parsed === 'object' && parsed !== null && 'url' in parsed ? String(parsed.url) : '';
  return { key: String(incoming.headers['idempotency-key']), url };
}
