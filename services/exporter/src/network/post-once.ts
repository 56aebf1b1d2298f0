import type { DeliveryError } from '@lapwing/contracts';
import type { Dispatcher } from 'undici';
import type { OutsideNetwork } from './outside-network.ts';
import { lookupOf, reachableAddresses } from './reachable-addresses.ts';

/** Most bytes of an answer that are looked at, unless the caller needs more. */
const MOST_ANSWER_BYTES = 4_096;

/** Milliseconds that are waited: for a connection, for the answer to begin, and for all of it together. */
export interface Patience {
  connectMs: number;
  answerMs: number;
  wholeMs: number;
}

export const usualPatience: Patience = { connectMs: 10_000, answerMs: 30_000, wholeMs: 60_000 };

/** What is asked. */
export interface OneRequest {
  method?: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body: string | null;
  mostAnswerBytes?: number;
}

/** What was heard: an answer with the beginning of its body, or why there is none. */
export type Posted =
  | {
      kind: 'ANSWER';
      status: number;
      retryAfter: string | null;
      /** `RateLimit-Reset`, also with an `X-` before it. */
      rateLimitReset: string | null;
      body: string;
    }
  | { kind: 'FAILED'; error: DeliveryError };

/**
 * Sends one request (a POST unless it says otherwise) over TLS and follows nothing. The name is looked up and every address of it checked, anew for each
 * call, and the connection is bound to those addresses: a name that leads elsewhere a moment later leads nowhere.
 * Resolves whatever happens; nothing is sent a second time.
 */
export async function postOnce(
  network: OutsideNetwork,
  patience: Patience,
  { method = 'POST', url, headers, body, mostAnswerBytes = MOST_ANSWER_BYTES }: OneRequest,
): Promise<Posted> {
  if (url.protocol !== 'https:') return { kind: 'FAILED', error: 'ADDRESS_REFUSED' };
  const reachable = await reachableAddresses(network, url.hostname);
  if ('error' in reachable) return { kind: 'FAILED', error: reachable.error };

  // Loaded by the first request, to spare the memory of exporters that make none. Where it cannot be, nothing was sent.
  const undici = await import('undici').catch(() => null);
  if (undici === null) return { kind: 'FAILED', error: 'UNREACHABLE' };
  const { buildConnector, Client } = undici;
  let connected = false;
  const connect = buildConnector({
    timeout: patience.connectMs,
    autoSelectFamily: true,
    lookup: lookupOf(reachable.addresses),
    ...(network.certificateAuthorities === undefined ? {} : { ca: network.certificateAuthorities }),
  });
  const client = new Client(url.origin, {
    connect: (options, done) =>
      connect(options, (...result) => {
        connected ||= result[0] === null;
        done(...result);
      }),
    headersTimeout: patience.answerMs,
    bodyTimeout: patience.answerMs,
  });
  try {
    const answer = await client.request({
      method,
      path: `${url.pathname}${url.search}`,
      headers,
      body,
      signal: AbortSignal.timeout(patience.wholeMs),
    });
    const header = (name: string) => {
      const value = answer.headers[name];
      return typeof value === 'string' ? value : null;
    };
    return {
      kind: 'ANSWER',
      status: answer.statusCode,
      retryAfter: header('retry-after'),
      rateLimitReset: header('ratelimit-reset') ?? header('x-ratelimit-reset'),
      body: await beginningOf(answer.body, mostAnswerBytes),
    };
  } catch (error) {
    return { kind: 'FAILED', error: connected ? errorAfterwards(error) : errorBefore(error) };
  } finally {
    await client.destroy();
  }
}

/** The beginning of a body. What was answered is known by then, so a body that breaks off changes nothing. */
async function beginningOf(body: Dispatcher.ResponseData['body'], most: number): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      size += piece.length;
      if (size >= most) break;
    }
  } catch {
    return '';
  }
  return Buffer.concat(pieces).subarray(0, most).toString('utf8');
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** No connection came about: nothing was sent. */
function errorBefore(error: unknown): DeliveryError {
  const code = codeOf(error);
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) return 'TLS_FAILED';
  // Whoever speaks no TLS, or breaks off while it is agreed on, closes the connection.
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'TLS_FAILED';
  return 'UNREACHABLE';
}

/** The request was on its way: whether it arrived is not known. */
function errorAfterwards(error: unknown): DeliveryError {
  const timedOut =
    /TIMEOUT|ETIMEDOUT/.test(codeOf(error)) || (error instanceof Error && error.name === 'TimeoutError');
  return timedOut ? 'TIMED_OUT' : 'CONNECTION_LOST';
}
