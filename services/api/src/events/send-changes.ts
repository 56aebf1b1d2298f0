import { setTimeout as delay } from 'node:timers/promises';
import type { LiveEvent } from '@lapwing/contracts';
import type { SSEStreamingApi } from 'hono/streaming';
import type { LiveChanges } from './live-changes.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
/** A client that is this far behind is told to ask for everything instead. */
const BEHIND_AT_MOST = 1_000;

/**
 * Sends changes to one client until it goes or loses the right to know. Whoever was here before and comes back may
 * have missed something, and is told so first.
 */
export async function sendChanges(
  stream: SSEStreamingApi,
  changes: LiveChanges,
  client: { stillAllowed: () => Promise<boolean>; resumed: boolean; heartbeatMs?: number },
): Promise<void> {
  const { heartbeatMs = HEARTBEAT_MS } = client;
  let waiting: LiveEvent[] = client.resumed ? [{ kind: 'RESYNC' }] : [];
  let wake = new AbortController();
  const unsubscribe = changes.subscribe((event) => {
    if (waiting.length >= BEHIND_AT_MOST) waiting = [{ kind: 'RESYNC' }];
    else waiting.push(event);
    wake.abort();
  });
  stream.onAbort(() => {
    unsubscribe();
    wake.abort();
  });
  const wakeUp = () => wake.abort();
  changes.closed.addEventListener('abort', wakeUp);
  try {
    await stream.write(`retry: ${RETRY_MS}\n\n`);
    let allowedUntil = Date.now() + heartbeatMs;
    while (!stream.aborted && !stream.closed && !changes.closed.aborted) {
      const sending = waiting;
      waiting = [];
      for (const event of sending)
        await stream.writeSSE({ data: JSON.stringify(event), id: String(Date.now()) });
      if (Date.now() >= allowedUntil) {
        if (!(await client.stillAllowed())) return;
        allowedUntil = Date.now() + heartbeatMs;
        await stream.write(': still here\n\n');
      }
      if (waiting.length > 0) continue;
      wake = new AbortController();
      await delay(Math.max(0, allowedUntil - Date.now()), undefined, { signal: wake.signal }).catch(() => {});
    }
  } finally {
    unsubscribe();
    changes.closed.removeEventListener('abort', wakeUp);
  }
}
