import { AdapterReports, defaultExtensionPolicy, ExtensionPolicyView } from '@lapwing/contracts';
import { pairExtension } from '@lapwing/store/identity/issue-credential';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let admin: Joined;
let extension: string;
beforeAll(async () => {
  test = await openTestApi();
  admin = await test.join(['admin']);
  const { personId } = await test.join(['analyst']);
  const terms = { label: 'A browser', origin: null };
  ({ token: extension } = await pairExtension(test.store, { personId, requestId: null }, terms));
});
afterAll(() => test.close());

const PATH = '/v1/extension/policy';
const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
const read = (headers: Record<string, string> = {}) => test.ask('GET', PATH, { token: extension, headers });
const change = (etag: string | null, body: Record<string, unknown>) =>
  test.ask('PUT', PATH, { as: admin, body, headers: etag === null ? {} : { 'if-match': etag } });

describe('the policy of the extensions', () => {
  it('is read by a paired extension, and changed by an admin who saw what it was', async () => {
    const before = await read();
    expect(ExtensionPolicyView.parse(await before.json())).toEqual({ ...defaultExtensionPolicy, version: 0 });
    expect(before.headers.get('etag')).toBe('"0"');
    const changed = await change('"0"', { ...defaults, safeViewing: 'LOCKED_ON' });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe('"1"');
    expect(await changed.json()).toMatchObject({ safeViewing: 'LOCKED_ON', version: 1 });
    const after = await read({ 'if-none-match': '"0"' });
    expect(await after.json()).toMatchObject({ safeViewing: 'LOCKED_ON', version: 1 });
    expect((await read({ 'if-none-match': '"1"' })).status).toBe(304);
    const late = await change('"0"', defaults);
    expect([late.status, await late.json()]).toMatchObject([409, { slug: 'stale' }]);
  });

  it.each([
    ['without a version', null, {}, '#header/if-match'],
    ['with a version that is none', '"latest"', {}, '#header/if-match'],
    ['with the generic reader switched off', '"1"', { adaptersOff: ['WEB'] }, '/adaptersOff/0'],
    ['with an unknown platform', '"1"', { adaptersOff: ['MYSPACE'] }, '/adaptersOff/0'],
    ['with a break after nine minutes', '"1"', { breakAfterMinutes: 9 }, '/breakAfterMinutes'],
    ['with half an hour and a bit', '"1"', { breakAfterMinutes: 30.5 }, '/breakAfterMinutes'],
    [
      'with a template that has no text',
      '"1"',
      { noteTemplates: [{ title: 'x', text: '' }] },
      '/noteTemplates/0/text',
    ],
    [
      'with 31 templates',
      '"1"',
      { noteTemplates: Array(31).fill({ title: 'x', text: 'y' }) },
      '/noteTemplates',
    ],
    ['with an unknown field', '"1"', { colour: 'red' }, '/colour'],
  ])('is not changed %s', async (_what, etag, wrong, pointer) => {
    const before = await (await read()).json();
    const response = await change(etag, { ...defaults, ...wrong });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
    expect(await (await read()).json()).toEqual(before);
  });

  it('takes no media in a template', async () => {
    const noteTemplates = [{ title: 'x', text: 'data:image/png;base64,AAAA' }];
    const response = await change('"1"', { ...defaults, noteTemplates });
    expect(await response.json()).toMatchObject({ slug: 'media-refused' });
  });
});

describe('reports of adapters', () => {
  const path = '/v1/extension/adapter-reports';
  const report = (body: unknown) => test.ask('POST', path, { token: extension, body });
  const sums = async () => AdapterReports.parse(await (await test.ask('GET', path, { as: admin })).json());

  it('are counted from extensions and summed up for admins', async () => {
    for (const extensionVersion of ['0.1.0', '0.1.0', '0.2']) {
      const response = await report({ adapter: 'TIKTOK', extensionVersion });
      expect([response.status, await response.text()]).toEqual([204, '']);
    }
    expect((await sums()).adapters).toMatchObject([
      { adapter: 'TIKTOK', times: 3, extensionVersions: ['0.2', '0.1.0'] },
    ]);
  });

  it.each([
    ['an unknown adapter', { adapter: 'MYSPACE', extensionVersion: '1.0' }, '/adapter'],
    ['a version that is none', { adapter: 'X', extensionVersion: 'beta of Somsri' }, '/extensionVersion'],
    ['an address', { adapter: 'X', extensionVersion: '1.0', url: 'https://x.com/a' }, '/url'],
  ])('are refused with %s', async (_what, body, pointer) => {
    const before = await sums();
    const response = await report(body);
    expect(await response.json()).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
    expect(await sums()).toEqual(before);
  });
});
