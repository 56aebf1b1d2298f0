import { issueApiToken } from '@lapwing/store/identity/issue-credential';
import { audit } from '@lapwing/store/schema/audit';
import { flags, items } from '@lapwing/store/schema/items';
import { freshKey, invent } from '@lapwing/store/testing/workspace';
import { count } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let token: string;
beforeAll(async () => {
  test = await openTestApi();
  const { personId } = await test.join(['analyst']);
  const scopes = ['flag:create', 'flag:lookup', 'flag:read-own', 'self:read'];
  ({ token } = await issueApiToken(test.store, null, { personId, label: 'test', scopes }));
});
afterAll(() => test.close());

const DAY_MS = 86_400_000;
const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();
const flag = (changes: Record<string, unknown>) => JSON.stringify({ ...invent(), ...changes });
const blob = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 89 + 41) % 256)).toString(
  'base64',
);

interface Case {
  what: string;
  raw: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string | null>;
  status: number;
  slug: string;
  pointer?: string;
  path?: string;
}

const cases: Case[] = [
  { what: 'malformed JSON', raw: '{"url": ', status: 400, slug: 'malformed-json' },
  { what: 'an empty body', raw: '', status: 400, slug: 'malformed-json' },
  { what: 'a JSON text that is no object', raw: '[]', status: 422, slug: 'invalid-request', pointer: '' },
  {
    what: 'an unknown field',
    raw: flag({ colour: 'red' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/colour',
  },
  {
    what: 'an unknown field deeper down, with characters that pointers escape',
    raw: flag({ urgency: 'IMMINENT', imminentDanger: { basis: ['TRAVEL'], 'a/b~c': 1 } }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/imminentDanger/a~1b~0c',
  },
  {
    what: 'an unknown category',
    raw: flag({ category: 'OTHER' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/category',
  },
  {
    what: 'a severity that is none',
    raw: flag({ severity: 5 }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/severity',
  },
  {
    what: 'a javascript: URL',
    raw: flag({ url: 'javascript:alert(1)' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/url',
  },
  {
    what: 'a file: URL',
    raw: flag({ url: 'file:///etc/passwd' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/url',
  },
  {
    what: 'a data: URL of text',
    raw: flag({ url: 'data:text/plain,hello' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/url',
  },
  {
    what: 'a data: URL of an image',
    raw: flag({ url: 'data:image/png;base64,AAAA' }),
    status: 422,
    slug: 'media-refused',
    pointer: '/url',
  },
  {
    what: 'an address in a private network',
    raw: flag({ url: 'http://192.168.0.1/x' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/url',
  },
  {
    what: 'a URL over 4,096 characters',
    raw: flag({ url: `https://lapwing.example/${'a'.repeat(4_096)}` }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/url',
  },
  {
    what: 'a text over 5,000 characters',
    raw: flag({ text: 'a'.repeat(5_001) }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/text',
  },
  // Written as an escape: as bytes it could not be UTF-8.
  {
    what: 'a lone surrogate',
    raw: flag({ text: '@' }).replace('"@"', '"\\ud800"'),
    status: 422,
    slug: 'invalid-request',
    pointer: '/text',
  },
  {
    what: 'a NUL character',
    raw: flag({ note: 'a\u0000b' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/note',
  },
  {
    what: 'an observation in the future',
    raw: flag({ observedAt: fromNow(3_600_000) }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/observedAt',
  },
  {
    what: 'a clock ten years slow',
    raw: flag({ observedAt: fromNow(-3_650 * DAY_MS) }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/observedAt',
  },
  {
    what: 'a clock ten years fast',
    raw: flag({ observedAt: fromNow(3_650 * DAY_MS) }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/observedAt',
  },
  {
    what: 'a time that is none',
    raw: flag({ observedAt: 'yesterday' }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/observedAt',
  },
  {
    what: 'a missing idempotency key',
    raw: flag({}),
    headers: { 'idempotency-key': null },
    status: 400,
    slug: 'idempotency-key-missing',
    pointer: '#header/idempotency-key',
  },
  {
    what: 'an idempotency key that is too short',
    raw: flag({}),
    headers: { 'idempotency-key': 'abc' },
    status: 400,
    slug: 'idempotency-key-missing',
  },
  {
    what: 'an image field',
    raw: flag({ screenshot: 'x' }),
    status: 422,
    slug: 'media-refused',
    pointer: '/screenshot',
  },
  {
    what: 'a blob in a text',
    raw: flag({ text: blob }),
    status: 422,
    slug: 'media-refused',
    pointer: '/text',
  },
  {
    what: 'a data URL inside a note',
    raw: flag({ note: 'see data:image/jpeg;base64,/9j/4AAQ' }),
    status: 422,
    slug: 'media-refused',
    pointer: '/note',
  },
  {
    what: 'a blob deep inside an unknown field',
    raw: flag({ extra: { deep: [{ here: blob }] } }),
    status: 422,
    slug: 'media-refused',
    pointer: '/extra/deep/0/here',
  },
  {
    what: 'a binary part',
    raw: '--x\r\ncontent-disposition: form-data; name="f"\r\n\r\n\r\n--x--',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    status: 422,
    slug: 'media-refused',
  },
  {
    what: 'an image as the body',
    raw: new Uint8Array([0x89, 0x50]),
    headers: { 'content-type': 'image/png' },
    status: 422,
    slug: 'media-refused',
  },
  {
    what: 'a form',
    raw: 'url=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    slug: 'unsupported-media-type',
  },
  {
    what: 'a body over 64 KiB',
    raw: flag({ note: 'a'.repeat(70_000) }),
    status: 413,
    slug: 'body-too-large',
  },
  {
    what: 'a hash of the wrong length',
    raw: flag({ hashes: [{ algorithm: 'MD5', value: 'ab', source: 'x' }] }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/hashes/0',
  },
  {
    what: 'more than 100 look-ups',
    path: '/v1/flags/lookup',
    raw: JSON.stringify({ urls: Array(101).fill('https://lapwing.example') }),
    status: 422,
    slug: 'invalid-request',
    pointer: '/urls',
  },
];

const ask = ({ raw, headers = {}, path = '/v1/flags' }: Case) => {
  const sent = {
    'content-type': 'application/json',
    'idempotency-key': freshKey(),
    authorization: `Bearer ${token}`,
    ...headers,
  };
  return test.api.app.request(path, {
    method: 'POST',
    body: raw,
    headers: Object.entries(sent).filter((header): header is [string, string] => header[1] !== null),
  });
};

const everything = async () => {
  const counts = await Promise.all(
    [flags, items, audit].map((table) => test.store.db.select({ rows: count() }).from(table)),
  );
  return counts.map(([row]) => row?.rows);
};

describe('bad input', () => {
  it.each(cases)('$what: $status $slug, and nothing changes', async (given) => {
    const before = await everything();
    const response = await ask(given);
    const problem = await response.json();
    expect(problem).toMatchObject({
      slug: given.slug,
      status: given.status,
      type: `http://lapwing.example:8787/problems/${given.slug}`,
      requestId: response.headers.get('x-request-id'),
    });
    expect(response.status).toBe(given.status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    if (given.pointer !== undefined) expect(problem).toMatchObject({ errors: [{ pointer: given.pointer }] });
    expect(await everything()).toEqual(before);
  });

  it('counts a body of unknown length while it comes in', async () => {
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(' '.repeat(16_384)));
      },
    });
    const response = await test.api.app.request('/v1/flags', {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: {
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
        authorization: `Bearer ${token}`,
      },
    });
    expect(response.status).toBe(413);
  });

  it.each([
    ['/v1/flags?limit=0', '#query/limit'],
    ['/v1/flags?limit=ten', '#query/limit'],
    ['/v1/flags?page=2', '#query/page'],
    ['/v1/flags?cursor=made-up', '#query/cursor'],
  ])('%s points at %s', async (path, pointer) => {
    const response = await test.ask('GET', path, { token });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
  });

  it('says what is not there, and what is not allowed there', async () => {
    const nothing = await test.ask('GET', '/v1/nothing', { token });
    expect(await nothing.json()).toMatchObject({ slug: 'not-found', status: 404 });
    const wrong = await test.ask('DELETE', '/v1/flags', { token });
    expect(await wrong.json()).toMatchObject({ slug: 'method-not-allowed', status: 405 });
    expect(wrong.headers.get('allow')).toBe('POST, GET');
  });

  it('takes over a request id that is sane, and makes its own for others', async () => {
    const sane = await test.ask('GET', '/v1/nothing', { headers: { 'x-request-id': 'outbox-0123456789' } });
    expect(sane.headers.get('x-request-id')).toBe('outbox-0123456789');
    const insane = await test.ask('GET', '/v1/nothing', { headers: { 'x-request-id': 'a"b {}' } });
    expect(insane.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
