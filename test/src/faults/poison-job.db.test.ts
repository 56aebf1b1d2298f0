import { DeadLetterView } from '@lapwing/contracts';
import { flagContext } from '@lapwing/store/flags/accept-flag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, askFor, postFlag } from '../stack/api-client.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { sharedDatabase } from '../stack/shared-database.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { expectEveryItemScoredOnce, untilNothingIsDue } from './expect-nothing-lost.ts';

const DeadLetters = z.object({ deadLetters: z.array(DeadLetterView) });
const text = 'Which school do you go to? (the text of the poison job)';

let stack: Stack;
let analyst: TokenHolder;
let admin: TokenHolder;

beforeAll(async () => {
  stack = await startStack({ database: await sharedDatabase(), start: ['api'] });
  analyst = await addTokenHolder(stack, ['analyst']);
  admin = await addTokenHolder(stack, ['admin']);
});
afterAll(() => stack?.stop());

/** Writes past the rule that flags are append-only, which only the owner of the schema can. */
async function rewriteText(flagId: string, sealed: string): Promise<void> {
  const owner = await stack.owner.connect();
  try {
    await owner.query('begin; alter table flags disable trigger flags_append_only');
    await owner.query('update flags set text_sealed = $2 where id = $1', [flagId, sealed]);
    await owner.query('alter table flags enable trigger flags_append_only; commit');
  } finally {
    owner.release();
  }
}

const deadLetters = async () =>
  (await askFor(DeadLetters, stack.url, admin.token, 'GET', '/v1/dead-letters')).deadLetters;

describe('a job that can never succeed', { timeout: 90_000 }, () => {
  it('becomes a dead letter while others go on, and an admin tries it again when its cause is gone', async () => {
    const poison = await postFlag(stack.url, analyst.token, inventFlag({ text }));
    await rewriteText(poison.flagId, 'v1.bm90IHNlYWxlZCB3aXRoIG91ciBrZXkgYXQgYWxsLCBhbmQgbG9uZyBlbm91Z2g');
    const before = await postFlag(stack.url, analyst.token, inventFlag());
    await stack.services.scorer.start();
    const after = await postFlag(stack.url, analyst.token, inventFlag());

    const isScored = async (itemId: string) => {
      const { rowCount } = await stack.store.pool.query('select from scores where item_id = $1', [itemId]);
      return rowCount === 1;
    };
    for (const { itemId } of [before, after])
      await until('the other flags are scored', () => isScored(itemId));
    expect(await deadLetters()).toEqual([]);

    const [letter] = await until('the poison job is a dead letter', async () => {
      const letters = await deadLetters();
      return letters.length > 0 && letters;
    });
    expect(letter).toMatchObject({ queue: 'score', subjectId: poison.itemId, attempts: 5 });
    expect(JSON.stringify(letter)).not.toContain('school');
    await untilNothingIsDue(stack);
    expect(await isScored(poison.itemId)).toBe(false);

    await rewriteText(poison.flagId, stack.store.sealer.seal(text, flagContext(poison.flagId, 'text')));
    const path = `/v1/dead-letters/${letter?.deadLetterId}/retry`;
    expect((await ask(stack.url, analyst.token, 'POST', path)).status).toBe(403);
    expect((await ask(stack.url, admin.token, 'POST', path)).status).toBe(204);
    await until('the item is scored at last', () => isScored(poison.itemId));
    expect(await deadLetters()).toEqual([]);
    await untilNothingIsDue(stack);
    await expectEveryItemScoredOnce(stack);
  });
});
