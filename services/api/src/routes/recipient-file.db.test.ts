import { Problem, RecipientFile, RecipientFileChanges, readyMadeRecipients } from '@lapwing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let admin: Joined;
beforeAll(async () => {
  test = await openTestApi();
  admin = await test.join(['admin']);
});
afterAll(() => test.close());

const ask = (method: string, path: string, body?: unknown) =>
  test.ask(method, `/v1/recipients/file${path}`, { as: admin, ...(body === undefined ? {} : { body }) });
const all = { lapwing: 'recipients/1', recipients: readyMadeRecipients };

describe('the file of recipients', () => {
  it('is shown, taken, and given back by the API', async () => {
    const shown = RecipientFileChanges.parse(await (await ask('POST', '/preview', all)).json());
    expect(new Set(shown.changes.map(({ change }) => change))).toEqual(new Set(['NEW']));
    expect((await ask('POST', `?seen=${shown.seen}`, all)).status).toBe(200);
    const response = await ask('GET', '');
    expect(response.headers.get('content-disposition')).toContain('recipients.json');
    const { recipients } = RecipientFile.parse(await response.json());
    const bySlug = (one: { slug: string }, other: { slug: string }) => (one.slug < other.slug ? -1 : 1);
    expect(recipients).toEqual([...readyMadeRecipients].sort(bySlug));
    expect((await ask('POST', `?seen=${shown.seen}`, all)).status).toBe(409);
  });

  it('is refused with the pointer of every wrong field', async () => {
    const [meta, google] = readyMadeRecipients;
    if (!meta || !google) throw new Error('There are too few ready-made recipients');
    const response = await ask('POST', '/preview', {
      lapwing: 'recipients/1',
      recipients: [
        { ...meta, colour: 'teal', configuration: { ...meta.configuration, maximumReferrals: 0 } },
        { ...google, slug: 'meta', configuration: { ...google.configuration, fields: ['url', 'severity'] } },
      ],
    });
    expect(response.status).toBe(422);
    const { slug, errors } = Problem.parse(await response.json());
    expect(slug).toBe('invalid-request');
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/recipients/0/colour',
      '/recipients/0/configuration/maximumReferrals',
      '/recipients/1/configuration/fields/0',
    ]);
    const twice = await ask('POST', '/preview', {
      lapwing: 'recipients/1',
      recipients: [meta, { ...google, slug: 'meta' }],
    });
    expect(Problem.parse(await twice.json()).errors).toMatchObject([{ pointer: '/recipients/1/slug' }]);
  });

  it('may be longer than other requests, up to a megabyte', async () => {
    const long = readyMadeRecipients.map((recipient) => ({
      ...recipient,
      configuration: { ...recipient.configuration, publicKey: '', products: Array(50).fill('p'.repeat(100)) },
    }));
    expect((await ask('POST', '/preview', { ...all, recipients: long })).status).toBe(200);
    const tooLong = { ...all, padding: 'x '.repeat(600_000) };
    expect((await ask('POST', '/preview', tooLong)).status).toBe(413);
    expect(
      (await test.ask('POST', '/v1/recipients', { as: admin, body: { ...all, recipients: long } })).status,
    ).toBe(413);
  });

  it('needs a preview first', async () => {
    expect((await ask('POST', '', all)).status).toBe(422);
  });
});
