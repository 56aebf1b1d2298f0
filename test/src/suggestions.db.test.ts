import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defaultExtensionPolicy,
  ExtensionPolicyView,
  Problem,
  Suggestion,
  type SuggestionInput,
} from '@lapwing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, askFor } from './stack/api-client.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from './stack/token-holders.ts';
import { until } from './stack/until.ts';

const risky = {
  text: 'How old are you? Keep this our secret and do not tell your mum. Add me on the private app.',
  language: 'en',
} as const;
const harmless = {
  text: 'The summer camp of our school has places left, parents can sign up until Friday.',
  language: 'en',
} as const;

describe.for([{ redis: true }, { redis: false }])('suggestions, with Redis: $redis', ({ redis }) => {
  let stack: Stack;
  let analyst: TokenHolder;
  let admin: TokenHolder;
  beforeAll(async () => {
    stack = await startStack({ database: await sharedDatabase(), start: ['api', 'scorer'], redis });
    [analyst, admin] = [await addTokenHolder(stack, ['analyst']), await addTokenHolder(stack, ['admin'])];
  });
  afterAll(() => stack?.stop());

  const suggest = (input: SuggestionInput, by = analyst): Promise<Answer> =>
    ask(stack.url, by.token, 'POST', '/v1/suggestions', { body: input });
  const allow = async (suggestions: boolean): Promise<void> => {
    const path = '/v1/extension/policy';
    const { version } = await askFor(ExtensionPolicyView, stack.url, admin.token, 'GET', path);
    const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
    const change = { body: { ...defaults, suggestions }, headers: { 'if-match': `"${version}"` } };
    await askFor(ExtensionPolicyView, stack.url, admin.token, 'PUT', path, change);
  };

  it('are refused until the organisation allows them, and come from the model then', async () => {
    const before = await suggest(risky);
    expect([before.status, Problem.parse(before.body).slug]).toEqual([403, 'forbidden']);
    await allow(true);
    const said = await until('the classifier answers', async () => {
      const { status, body } = await suggest(risky);
      return status === 200 ? Suggestion.parse(body) : null;
    });
    expect(said.categories[0]?.category).toBe('GROOMING');
    const other = Suggestion.parse((await suggest(harmless)).body);
    expect(other.model).toBe(said.model);
    expect(other.risk).toBeLessThan(said.risk);
    const wordless = Suggestion.parse((await suggest({ text: '…' })).body);
    expect(wordless).toMatchObject({ unsure: true, categories: [] });
  });

  it('leave nothing behind: no row, no line in the log of changes, no word in the logs of the services', async () => {
    const rows = async () =>
      (
        await stack.owner.query<{ count: string }>(
          'select (select count(*) from audit) + (select count(*) from scores) + (select count(*) from flags) as count',
        )
      ).rows[0]?.count;
    const before = await rows();
    const text = 'Zeppelin porridge: do not tell your mum, this is our secret';
    expect((await suggest({ text, language: 'en' })).status).toBe(200);
    expect(await rows()).toBe(before);
    for (const service of ['api', 'scorer'])
      expect(await readFile(join(stack.dataDirectory, `${service}.log`), 'utf8')).not.toMatch(
        /Zeppelin|porridge/,
      );
  });

  it('are unavailable while no scorer answers, say when to ask again, and come back with it', async () => {
    await stack.services.scorer.kill();
    const refused = await suggest(risky);
    expect([refused.status, Problem.parse(refused.body).slug]).toEqual([503, 'unavailable']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await stack.services.scorer.start();
    await until('the classifier answers again', async () => (await suggest(risky)).status === 200);
  });

  it('are for analysts, of a text that can be read, and not without end', async () => {
    expect((await suggest(risky, admin)).status).toBe(403);
    for (const body of [{ text: '' }, { text: 'a'.repeat(5_001) }, { text: 'a', note: 'b' }]) {
      const refused = await ask(stack.url, analyst.token, 'POST', '/v1/suggestions', { body });
      expect([refused.status, Problem.parse(refused.body).slug]).toEqual([422, 'invalid-request']);
    }
    const eager = await addTokenHolder(stack, ['analyst']);
    const statuses = (await Promise.all(Array.from({ length: 34 }, () => suggest(harmless, eager)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });
});
