import { LiveEvent } from '@lapwing/contracts';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';
import { sendChanges } from './send-changes.ts';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

/** Reads events until one is `wanted`. */
async function readUntil(response: Response, wanted: (event: LiveEvent) => boolean): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  if (response.body === null) throw new Error('There is no stream');
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    for (const [, data = ''] of text.matchAll(/^data: (.*)$/gm))
      events.push(LiveEvent.parse(JSON.parse(data)));
    if (events.some(wanted)) return events;
  }
  throw new Error('The stream ended');
}

describe('live events', () => {
  it('say that an item changed, whichever process changed it, and each change once', async () => {
    const reviewer = await test.join(['reviewer']);
    const stream = await test.ask('GET', '/v1/events', { as: reviewer });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const analyst = await addPerson(test.store, ['analyst']);
    const first = await acceptFlag(test.store, analyst, invent(), { idempotencyKey: freshKey() });
    const second = await acceptFlag(test.store, analyst, invent(), { idempotencyKey: freshKey() });
    const events = await readUntil(
      stream,
      (event) => event.kind === 'ITEM_CHANGED' && event.itemId === second.itemId,
    );
    expect(events).toEqual([
      { kind: 'ITEM_CHANGED', itemId: first.itemId, version: 1 },
      { kind: 'ITEM_CHANGED', itemId: second.itemId, version: 1 },
    ]);
  });

  it('tell whoever comes back to ask for everything again', async () => {
    const reviewer = await test.join(['reviewer']);
    const stream = await test.ask('GET', '/v1/events', { as: reviewer, headers: { 'last-event-id': '1' } });
    expect(await readUntil(stream, () => true)).toEqual([{ kind: 'RESYNC' }]);
  });

  it('stop asking the database when nobody listens', async () => {
    const reviewer = await test.join(['reviewer']);
    const stream = await test.ask('GET', '/v1/events', { as: reviewer, headers: { 'last-event-id': '1' } });
    await readUntil(stream, () => true);
    await expect.poll(() => test.api.services.changes.subscribers, { timeout: 10_000 }).toBe(0);
  });

  it('end for whoever lost the right to know', async () => {
    let allowed = true;
    const app = new Hono().get('/', (c) =>
      streamSSE(c, (stream) =>
        sendChanges(stream, test.api.services.changes, {
          stillAllowed: async () => allowed,
          resumed: true,
          heartbeatMs: 20,
        }),
      ),
    );
    const response = await app.request('/');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let received = '';
    while (!received.includes('still here')) received += (await reader?.read())?.value ?? '';
    allowed = false;
    while (!(await reader?.read())?.done);
    expect(test.api.services.changes.subscribers).toBe(0);
  });

  it('end when the process does', async () => {
    const ending = await openTestApi();
    const reviewer = await ending.join(['reviewer']);
    const stream = await ending.ask('GET', '/v1/events', { as: reviewer });
    ending.api.close();
    expect(await stream.text()).toBe('retry: 2000\n\n');
    await ending.close();
  });
});
