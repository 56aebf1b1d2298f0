import { LiveEvent } from '@lapwing/contracts';

/** The live events of one person, as a console receives them. */
export interface LiveEvents {
  /** Waits for an event; those before it are dropped. Rejects after 30 seconds, or when the stream ends. */
  next(wanted: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  close(): void;
}

const PATIENCE_MS = 30_000;

/** Opens `GET /v1/events` and reads it as the HTML standard says (9.2.6, event stream format). */
export async function openEvents(url: string, token: string): Promise<LiveEvents> {
  const closing = new AbortController();
  const response = await fetch(`${url}/v1/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: closing.signal,
  });
  if (!response.ok || response.body === null)
    throw new Error(`GET /v1/events was answered ${response.status}`);
  const arrived: LiveEvent[] = [];
  let wake = Promise.withResolvers<void>();
  let ended = false;

  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).trimStart())
          .join('\n');
        if (data !== '') arrived.push(LiveEvent.parse(JSON.parse(data)));
      }
      wake.resolve();
    }
  };
  void read(response.body)
    .catch(() => {})
    .finally(() => {
      ended = true;
      wake.resolve();
    });

  return {
    async next(wanted) {
      const timeout = AbortSignal.timeout(PATIENCE_MS);
      timeout.addEventListener('abort', () => wake.resolve());
      for (;;) {
        for (let event = arrived.shift(); event !== undefined; event = arrived.shift())
          if (wanted(event)) return event;
        if (ended) throw new Error('The stream of events ended');
        if (timeout.aborted) throw new Error('No such event came within 30 seconds');
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    },
    close: () => closing.abort(),
  };
}
