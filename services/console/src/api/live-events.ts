import { LiveEvent } from '@lapwing/contracts';
import type { QueryClient } from '@tanstack/react-query';

/** The part of EventSource that is needed. */
export type EventStream = Pick<EventSource, 'addEventListener' | 'close'>;

/** Which queries an event makes stale. Events carry no content, so everything is asked for again. */
export function staleKeys(event: LiveEvent): string[][] {
  switch (event.kind) {
    case 'ITEM_CHANGED':
      return [['items', 'queue'], ['items', 'detail', event.itemId], ['referrals'], ['recipients']];
    case 'BATCH_CHANGED':
      return [
        ['batches', 'of'],
        ['batches', 'detail', event.batchId],
        ['referrals'],
        ['recipients'],
        ['escalations'],
      ];
    case 'RESYNC':
      return [['items'], ['batches'], ['referrals'], ['recipients'], ['escalations']];
  }
}

/** Reads one message of the stream; null when it is none of ours. */
export function parseEvent(data: unknown): LiveEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = LiveEvent.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** How long events are gathered before queries are asked again, in milliseconds: a burst costs one request. */
const GATHER_MS = 300;

/**
 * Follows `/v1/events` and makes the queries it names stale. After a reconnection everything is stale, since
 * events may have been missed. Returns a function that stops it.
 */
export function followEvents(
  queries: QueryClient,
  onState: (live: boolean) => void,
  open: () => EventStream = () => new EventSource('/v1/events'),
): () => void {
  const pending = new Map<string, string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;
  const flush = () => {
    timer = undefined;
    const keys = [...pending.values()];
    pending.clear();
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  };
  const add = (event: LiveEvent) => {
    for (const key of staleKeys(event)) pending.set(JSON.stringify(key), key);
    timer ??= setTimeout(flush, GATHER_MS);
  };
  const stream = open();
  stream.addEventListener('open', () => {
    onState(true);
    if (wasOpen) add({ kind: 'RESYNC' });
    wasOpen = true;
  });
  stream.addEventListener('error', () => onState(false));
  stream.addEventListener('message', (message) => {
    const event = parseEvent(message.data);
    if (event) add(event);
  });
  return () => {
    if (timer !== undefined) clearTimeout(timer);
    stream.close();
  };
}
