import { QueueQuery } from '@lapwing/contracts';
import { claimItem } from '@lapwing/store/claims/claim-item';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { listOwnFlags } from '@lapwing/store/flags/list-own-flags';
import { lookupUrls } from '@lapwing/store/flags/lookup-urls';
import { changesSince } from '@lapwing/store/items/changes-since';
import { getItem } from '@lapwing/store/items/get-item';
import { listQueue } from '@lapwing/store/items/list-queue';
import { openText } from '@lapwing/store/items/open-text';
import { maskText } from '@lapwing/store/masking';
import { listDueRechecks } from '@lapwing/store/rechecks/list-due-rechecks';
import { listReferrals } from '@lapwing/store/referrals/list-referrals';
import { loadScoringInput } from '@lapwing/store/scores/load-scoring-input';
import { recordScores } from '@lapwing/store/scores/record-scores';
import type { Actor } from '@lapwing/store/store';
import {
  addPerson,
  freshKey,
  invent,
  openTestWorkspace,
  type TestWorkspace,
} from '@lapwing/store/testing/workspace';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TEXT = 'Quokka marmalade, meet behind the school at 16:45 ครับ';
const NOTE = 'Zeppelin porridge from an earlier account';
/** Where a word stands and how long it is can give it away; told by a weight that nothing else has. */
const span = { start: 18, end: 22, weight: 7.3125, category: 'GROOMING' as const };
const secrets = ['Quokka', 'marmalade', 'school', '16:45', 'ครับ', 'Zeppelin', 'porridge'];

let workspace: TestWorkspace;
let owner: pg.Pool;
let analyst: Actor;
let reviewer: Actor;
let itemId: string;
const url = 'https://www.facebook.com/lapwing.example/posts/9000000001';

beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
  analyst = await addPerson(workspace.store, ['analyst']);
  reviewer = await addPerson(workspace.store, ['reviewer']);
  const flag = invent({ url, text: TEXT, note: NOTE });
  ({ itemId } = await acceptFlag(workspace.store, analyst, flag, { idempotencyKey: freshKey() }));
  const [input] = await loadScoringInput(workspace.store, [itemId]);
  await recordScores(workspace.store, [
    {
      itemId,
      inputHash: input?.inputHash ?? '',
      dueAt: input?.dueAt ?? null,
      modelVersion: 'test-1',
      risk: 0.9,
      probabilities: { GROOMING: 0.9 },
      abstained: false,
      spans: [span],
    },
  ]);
  await claimItem(workspace.store, reviewer, itemId, { leaseMs: 60_000, canAdjudicate: false });
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const expectMasked = (view: unknown): void => {
  const shown = JSON.stringify(view);
  for (const secret of [...secrets, 'spans', String(span.weight)]) expect(shown).not.toContain(secret);
};

describe('every view of an item', () => {
  it.each([
    ['the queue', () => listQueue(workspace.store, reviewer, QueueQuery.parse({}))],
    [
      'the item, to whoever holds it',
      () => getItem(workspace.store, { ...reviewer, roles: ['lead'] }, itemId),
    ],
    ["the flagger's own list", () => listOwnFlags(workspace.store, analyst, { limit: 10 })],
    ['the look-up of an address', () => lookupUrls(workspace.store, reviewer, [url])],
    ['the live changes', () => changesSince(workspace.store, new Date(0))],
    ['what is to be looked at again', () => listDueRechecks(workspace.store, analyst, { limit: 10 })],
    ['the referrals', () => listReferrals(workspace.store, { limit: 10 })],
  ] as const)('is without the words that somebody wrote: %s', async (_what, see) => {
    const view = await see();
    expect(view).toBeTruthy();
    expectMasked(view);
  });

  it('shows the shape of the text, so that its length and kind can be guessed', async () => {
    const { items } = await listQueue(workspace.store, reviewer, QueueQuery.parse({}));
    expect(items[0]?.excerpt).toBe('•••••• •••••••••, •••• •••••• ••• •••••• •• ••:•• •••');
  });

  it('was not itself a disclosure; opening the text is one, on purpose and apart', async () => {
    const disclosed = async () =>
      (await owner.query(`select actor_id from audit where verb = 'DISCLOSED_TEXT'`)).rows;
    expect(await disclosed()).toEqual([]);
    const { texts } = await openText(workspace.store, reviewer, itemId);
    expect(texts).toMatchObject([{ text: TEXT, note: NOTE, spans: [span] }]);
    expect(await disclosed()).toEqual([{ actor_id: reviewer.personId }]);
  });
});

describe('the database', () => {
  it('holds the words nowhere in the clear', async () => {
    const tables = await owner.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    for (const { name } of tables.rows) {
      const found = await owner.query(`select from "${name}" r where r::text ilike any ($1)`, [
        secrets.map((secret) => `%${secret}%`),
      ]);
      expect(found.rowCount, name).toBe(0);
    }
  });
});

describe('a masked text', () => {
  it.each([
    'Plain English 123',
    'ภาษาไทยมีสระและวรรณยุกต์ ๑๒๓',
    'Ελληνικά и кириллица',
    '日本語と한국어',
    'عربي',
    '👧🏽 a🧒b',
    'é decomposed: e\u0301',
  ])('has no letter, digit or picture left of %j', (text) => {
    expect(maskText(text)).not.toMatch(/[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]/u);
    expect(maskText(text)).toContain('•');
  });
});
