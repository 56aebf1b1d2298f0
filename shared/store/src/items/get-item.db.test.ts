import { DecisionInput, type FlagInput, type Role } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimItem } from '../claims/claim-item.ts';
import { decide } from '../decisions/decide.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { items, people } from '../schema/index.ts';
import { recordScores } from '../scores/record-scores.ts';
import type { Actor } from '../store.ts';
import { somebodyWaitsFor } from '../testing/somebody-waits.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { getItem } from './get-item.ts';
import { recordLawEnforcement } from './record-law-enforcement.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let ben: Actor;
let cleo: Actor;
let lead: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst', 'reviewer'], 'Somchai Jaidee');
  ben = await addPerson(workspace.store, ['reviewer'], 'Ben Example');
  cleo = await addPerson(workspace.store, ['reviewer'], 'Cleo Example');
  lead = await addPerson(workspace.store, ['lead'], 'Lena Example');
});
afterAll(() => workspace.close());

const flagItem = async (overrides: Partial<FlagInput> = {}): Promise<string> =>
  (await acceptFlag(workspace.store, analyst, invent(overrides), { idempotencyKey: freshKey() })).itemId;

const rolesOf = (person: Actor): Role[] => (person === lead ? ['lead'] : ['reviewer']);
const see = (person: Actor, itemId: string) =>
  getItem(workspace.store, { ...person, roles: rolesOf(person) }, itemId);

const give = async (person: Actor, itemId: string, words: Partial<DecisionInput>) => {
  const terms = { canAdjudicate: person === lead };
  const claim = await claimItem(workspace.store, person, itemId, { leaseMs: 60_000, ...terms });
  const { version } = await see(person, itemId);
  const input = DecisionInput.parse({
    verdict: 'CONFIRM',
    category: 'GROOMING',
    severity: 3,
    explanation: 'A first reading.',
    ...words,
    claimId: claim.claimId,
    token: claim.token,
    itemVersion: version,
  });
  return decide(workspace.store, person, input, terms);
};

describe('getItem', () => {
  it('shows flags, score, claim, notices and history, people only as pseudonyms, text only as its shape', async () => {
    const itemId = await flagItem({
      text: 'Write to me on the other app',
      note: 'Seen twice',
      urgency: 'IMMINENT',
      imminentDanger: { basis: ['TRAVEL'] },
    });
    const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    await recordScores(workspace.store, [
      {
        itemId,
        inputHash: 'hash',
        dueAt: null,
        modelVersion: 'test-1',
        risk: 0.75,
        probabilities: { GROOMING: 0.7 },
        abstained: false,
      },
    ]);
    await recordLawEnforcement(workspace.store, ben, itemId, {
      kind: 'NOTICE',
      agency: 'Police station 9',
      reference: 'A-17',
      notifiedAt: new Date().toISOString(),
    });
    const item = await see(ben, itemId);
    expect(item).toMatchObject({
      itemId,
      state: 'QUEUED',
      flags: [
        {
          byMe: false,
          hasText: true,
          hasNote: true,
          textLength: 28,
          excerpt: '••••• •• •• •• ••• ••••• •••',
        },
      ],
      score: { modelVersion: 'test-1', risk: 0.75, probabilities: { GROOMING: 0.7 } },
      claim: { claimId: claim.claimId, token: claim.token },
      decisions: [],
      decisionsHidden: false,
      lawEnforcement: [{ kind: 'NOTICE', notice: { agency: 'Police station 9', reference: 'A-17' } }],
      blocked: null,
    });
    expect(item.history.map(({ verb }) => verb)).toEqual([
      'FLAG_ACCEPTED',
      'ITEM_CLAIMED',
      'ITEM_SCORED',
      'LAW_ENFORCEMENT_NOTIFIED',
    ]);
    const everything = JSON.stringify(item);
    for (const secret of ['Somchai', 'Example', '@lapwing.example', 'other app', 'Seen twice'])
      expect(everything).not.toContain(secret);
    const [flagger] = await workspace.store.db
      .select({ pseudonym: people.pseudonym })
      .from(people)
      .where(eq(people.id, analyst.personId));
    expect(item.flags[0]?.by).toBe(flagger?.pseudonym);
  });

  it('hides the first verdict, and that it was one, from whoever reviews second and blind', async () => {
    const itemId = await flagItem({ severity: 3 });
    await give(ben, itemId, {
      explanation: 'The words of the first',
      note: 'A note of the first',
      translation: { language: 'th', text: 'คำแปล of the first' },
    });
    const blind = await see(cleo, itemId);
    expect(blind).toMatchObject({ decisionsHidden: true, decisions: [], blocked: null });
    const lines = blind.history.map(({ verb }) => verb);
    for (const verb of ['DECISION_MADE', 'TRANSLATION_WRITTEN']) expect(lines).not.toContain(verb);
    expect(JSON.stringify(blind)).not.toContain('of the first');
    const own = await see(ben, itemId);
    expect(own).toMatchObject({
      decisionsHidden: false,
      blocked: 'DECIDED_BY_ME',
      decisions: [{ verdict: 'CONFIRM', explanation: 'The words of the first' }],
    });
  });

  it('hides a first verdict that is given while the item is being read', async () => {
    const itemId = await flagItem({ severity: 3 });
    const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    try {
      await owner.query('begin; lock table decisions in access exclusive mode');
      const reading = see(cleo, itemId);
      await somebodyWaitsFor(owner);
      await owner.query(
        `insert into decisions (id, item_id, review_round, person_id, claim_id, verdict, secondary_categories, modifiers,
          explanation, note, from_state, to_state)
        values (gen_random_uuid(), $1, 1, $2, $3, 'DISMISS', '{}', '{}', '', 'A note of the first', 'QUEUED', 'SECOND_REVIEW')`,
        [itemId, ben.personId, claim.claimId],
      );
      await owner.query("update items set state = 'SECOND_REVIEW' where id = $1", [itemId]);
      await owner.query('commit');
      expect(await reading).toMatchObject({ decisions: [], decisionsHidden: true });
    } finally {
      await owner.end();
    }
  });

  it('shows both verdicts to a lead once they differ', async () => {
    const itemId = await flagItem({ severity: 3 });
    await give(ben, itemId, {});
    expect((await see(lead, itemId)).decisions).toEqual([]);
    await give(cleo, itemId, { verdict: 'DISMISS' });
    const item = await see(lead, itemId);
    expect(item).toMatchObject({ decisionsHidden: false, blocked: null });
    expect(item.decisions.map(({ verdict }) => verdict)).toEqual(['CONFIRM', 'DISMISS']);
  });

  it('says why the caller cannot decide', async () => {
    const itemId = await flagItem();
    expect((await see(analyst, itemId)).blocked).toBe('FLAGGED_BY_ME');
    await give(ben, itemId, { verdict: 'ESCALATE', severity: null });
    expect((await see(ben, itemId)).blocked).toBe('DECIDED_BY_ME');
    expect((await see(cleo, itemId)).blocked).toBe('NEEDS_LEAD');
    expect((await see(lead, itemId)).blocked).toBeNull();
    await give(lead, itemId, { verdict: 'DISMISS', severity: null });
    expect((await see(cleo, itemId)).blocked).toBe('CLOSED');
  });

  it('shows the verdicts of an earlier round to everybody', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/660000000001';
    const itemId = await flagItem({ url });
    await give(ben, itemId, { verdict: 'DISMISS', severity: null });
    await flagItem({ url, severity: 3 });
    await give(cleo, itemId, {});
    const item = await see(ben, itemId);
    expect(item.decisionsHidden).toBe(true);
    expect(item.decisions.map(({ verdict }) => verdict)).toEqual(['DISMISS']);
  });

  it('does not show a claim that has run out', async () => {
    const itemId = await flagItem();
    await claimItem(workspace.store, ben, itemId, { leaseMs: -1_000, canAdjudicate: false });
    expect(await see(ben, itemId)).toMatchObject({ claim: null, heldBy: null, heldUntil: null });
  });

  it('refuses an item that does not exist', async () => {
    await expect(see(ben, '01990000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      slug: 'not-found',
    });
    expect(await workspace.store.db.select().from(items)).not.toEqual([]);
  });
});
