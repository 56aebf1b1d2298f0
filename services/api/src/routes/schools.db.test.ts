import { SchoolListView, SchoolsNamed } from '@lapwing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let admin: Joined;
let reviewer: Joined;
beforeAll(async () => {
  test = await openTestApi();
  [admin, reviewer] = [await test.join(['admin']), await test.join(['reviewer'])];
});
afterAll(() => test.close());

const change = (etag: string, schools: unknown) =>
  test.ask('PUT', '/v1/schools', { as: admin, body: { schools }, headers: { 'if-match': etag } });
const read = async () =>
  SchoolListView.parse(await (await test.ask('GET', '/v1/schools', { as: admin })).json());

describe('the list of schools', () => {
  it('is put there by an admin who saw what it was, and found by who writes', async () => {
    const put = await change('"0"', [['โรงเรียนบ้านหนองตัวอย่าง', 'Nong Example']]);
    expect([put.status, put.headers.get('etag')]).toEqual([200, '"1"']);
    const list = await test.ask('GET', '/v1/schools/list', { as: admin });
    expect(await list.json()).toEqual({ schools: [['โรงเรียนบ้านหนองตัวอย่าง', 'Nong Example']] });
    const text = 'Waits at nong example.';
    const search = await test.ask('POST', '/v1/schools/search', { as: reviewer, body: { text } });
    expect(SchoolsNamed.parse(await search.json())).toEqual({ places: [{ start: 9, end: 21 }] });
    expect((await change('"0"', [])).status).toBe(409);
  });

  it('takes as many schools as a country has', async () => {
    const schools = Array.from({ length: 40_000 }, (_, index) => [`โรงเรียนบ้านหนองตัวอย่าง ${index}`]);
    const response = await change(`"${(await read()).version}"`, schools);
    expect(await response.json()).toMatchObject({ schools: 40_000, names: 40_000 });
  });

  it('is not changed by one that has places for names, each of which is pointed at', async () => {
    const before = await read();
    const named = ['Green Valley', 'Blue Hill', 'Red Rock', 'Old Lake'];
    const response = await change(
      `"${before.version}"`,
      named.map((name) => [name, `${name} School of Example`, 'Example Province']),
    );
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: named.map((_, school) => ({ pointer: `/schools/${school}/2` })),
    });
    expect(await read()).toEqual(before);
  });

  it.each([
    ['no name', [[]], '/schools/0'],
    ['a name that is too short', [['Green Valley'], ['Blue Hill', 'นา']], '/schools/1/1'],
    ['two lines in one', [['Green\nValley']], '/schools/0/0'],
    ['a name too long', [['x'.repeat(201)]], '/schools/0/0'],
    ['half a character', [['Green \ud800 Valley']], '/schools/0/0'],
    ['a line that was not taken apart', [['Green Valley'], ['Blue Hill;BHS']], '/schools/1/0'],
    ['one with commas', [['Green Valley', 'Blue Hill,BHS']], '/schools/0/1'],
    ['the heading of a column', [['ชื่อโรงเรียน', 'GVS']], '/schools/0/0'],
    ['eleven names', [Array(11).fill('Green Valley')], '/schools/0'],
    ['too many schools', Array(50_001).fill(['Green Valley']), '/schools'],
    ['a text', 'Green Valley', '/schools'],
  ])('is not changed by one with %s', async (_what, schools, pointer) => {
    const before = await read();
    const response = await change(`"${before.version}"`, schools);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer }],
    });
    expect(await read()).toEqual(before);
  });
});
