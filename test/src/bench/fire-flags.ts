import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { inventFlag } from '../stack/invent-flag.ts';

/** What came of a burst of flags. Latencies in milliseconds. */
export interface Burst {
  accepted: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/**
 * Sends `amount` different flags, each with a key of its own, over 50 connections, as fast as they are answered.
 *
 * @throws Error when any was not answered with 2xx
 */
export async function fireFlags(url: string, token: string, amount: number): Promise<Burst> {
  const startedAt = performance.now();
  let lastAnswerAt = startedAt;
  const result = await autocannon({
    url,
    connections: 50,
    amount,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        path: '/v1/flags',
        setupRequest: (request) => ({
          ...request,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
          },
          body: JSON.stringify(inventFlag()),
        }),
        // autocannon's own duration is rounded up to its next whole second.
        onResponse: () => {
          lastAnswerAt = performance.now();
        },
      },
    ],
  });
  const seconds = (lastAnswerAt - startedAt) / 1_000;
  const accepted = result['2xx'];
  if (accepted !== amount || result.errors > 0) {
    throw new Error(
      `${accepted} of ${amount} flags were accepted: ${result.non2xx} refused, ${result.errors} errors`,
    );
  }
  return {
    accepted,
    perSecond: accepted / seconds,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
