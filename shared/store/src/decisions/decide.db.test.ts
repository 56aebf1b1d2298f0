import { DecisionInput, type DecisionMade, type FlagInput } from '@lapwing/contracts';
import { and, asc, count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimItem } from '../claims/claim-item.ts';
import { expireClaims } from '../claims/expire-claims.ts';
import { handBackClaim } from '../claims/hand-back-claim.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { audit, claims, decisions, items, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { decide } from './decide.ts';

type Words = Partial<DecisionInput>;

let workspace: TestWorkspace;
let analyst: Actor;
let ana: Actor;
let ben: Actor;
let cleo: Actor;
let lead: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
  analyst = await addPerson(workspace.store, ['analyst']);
  ana = await addPerson(workspace.store, ['reviewer', 'analyst']);
  ben = await addPerson(workspace.store, ['reviewer']);
  cleo = await addPerson(workspace.store, ['reviewer']);
  lead = await addPerson(workspace.store, ['lead']);
});
afterAll(() => workspace.close());

const flagItem = async (overrides: Partial<FlagInput> = {}, by = analyst): Promise<string> =>
  (await acceptFlag(workspace.store, by, invent(overrides), { idempotencyKey: freshKey() })).itemId;

const itemOf = async (itemId: string) => {
  const [item] = await workspace.store.db.select().from(items).where(eq(items.id, itemId));
  if (!item) throw new Error('The item is not there');
  return item;
};

const confirmation = {
  verdict: 'CONFIRM',
  category: 'GROOMING',
  severity: 2,
  explanation: 'The account asks for the age of children and for secrecy.',
} as const;
const dismissal = { verdict: 'DISMISS' } as const;

/** Claims the item and gives the verdict on what it is now. */
const give = async (person: Actor, itemId: string, words: Words): Promise<DecisionMade> => {
  const terms = { canAdjudicate: person === lead };
  const claim = await claimItem(workspace.store, person, itemId, { leaseMs: 60_000, ...terms });
  const { version } = await itemOf(itemId);
  const input = DecisionInput.parse({
    verdict: 'DISMISS',
    ...words,
    claimId: claim.claimId,
    token: claim.token,
    itemVersion: words.itemVersion ?? version,
  });
  return decide(workspace.store, person, input, terms);
};

/** Everything that a decision could change, to see that a refused one changed nothing. */
const stateOf = async (itemId: string) => ({
  item: await itemOf(itemId),
  claims: await workspace.store.db.select().from(claims).where(eq(claims.itemId, itemId)),
  decisions: await workspace.store.db.select().from(decisions).where(eq(decisions.itemId, itemId)),
  referrals: await workspace.store.db.select().from(referrals).where(eq(referrals.itemId, itemId)),
  audit: (await workspace.store.db.select({ n: count() }).from(audit))[0]?.n,
});

describe('decide at severity 1 and 2', () => {
  it.each([
    ['confirms', confirmation, 'CONFIRMED'],
    ['dismisses', dismissal, 'DISMISSED'],
  ] as const)('%s by one reviewer, ends the claim and puts it on record', async (_what, words, state) => {
    const itemId = await flagItem();
    const made = await give(ben, itemId, words);
    const item = await itemOf(itemId);
    expect(made).toMatchObject({ itemId, itemState: state, itemVersion: 2 });
    expect(item).toMatchObject({ state, version: 2, heldUntil: null });
    const [claim] = await workspace.store.db.select().from(claims).where(eq(claims.itemId, itemId));
    expect(claim).toMatchObject({ state: 'DECIDED', personId: ben.personId });
    const log = await workspace.store.db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectKind, 'item'), eq(audit.subjectId, itemId)))
      .orderBy(asc(audit.sequence));
    expect(log.map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['ITEM_CLAIMED', ben.personId],
      ['DECISION_MADE', ben.personId],
    ]);
    expect(log.at(-1)?.details).toMatchObject({
      decisionId: made.decisionId,
      verdict: words.verdict,
      from: 'QUEUED',
      to: state,
    });
  });

  it('keeps a translation beside the explanation, on record, which the recipient gets from the first batch on', async () => {
    const itemId = await flagItem();
    const translation = { language: 'en', text: 'It asks for an age.' } as const;
    const explanation = 'บัญชีนี้ถามอายุเด็ก';
    const made = await give(ben, itemId, { ...confirmation, explanation, translation });
    const [referral] = await composeReferrals(
      workspace.store.db,
      made.referrals.map(({ referralId }) => referralId),
    );
    expect(referral).toMatchObject({
      explanation,
      translationEn: { ...translation, translatedFrom: 'th', madeBy: 'ORGANISATION' },
      translationTh: null,
    });
    const log = await workspace.store.db.select().from(audit).where(eq(audit.subjectId, itemId));
    expect(log.find(({ verb }) => verb === 'TRANSLATION_WRITTEN')).toMatchObject({
      actorId: ben.personId,
      details: { decisionId: made.decisionId, language: 'en', replaces: null, confirmedPersonalData: 0 },
    });
  });

  it('changes nothing where a translation may not leave, and takes none of a dismissal', async () => {
    const itemId = await flagItem();
    const translation = { language: 'en', text: 'Call 081-234-5678.' } as const;
    await expect(give(ben, itemId, { ...confirmation, translation })).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/translation/text', code: 'personal_data' }],
    });
    const thai = { language: 'th', text: 'It asks for an age.' } as const;
    await expect(give(ben, itemId, { ...confirmation, translation: thai })).rejects.toMatchObject({
      errors: [{ pointer: '/translation/text', code: 'not_in_language' }],
    });
    expect(await itemOf(itemId)).toMatchObject({ state: 'QUEUED', version: 1 });
    expect((await stateOf(itemId)).decisions).toEqual([]);
    const ofClaim = { claimId: itemId, token: 1, itemVersion: 1 };
    const dismissed = DecisionInput.safeParse({ ...dismissal, ...ofClaim, translation });
    expect(dismissed.error?.issues.map(({ path }) => path)).toEqual([['translation']]);
  });

  it('makes a referral ready for each recipient of the platform when it confirms, and none otherwise', async () => {
    const confirmed = await give(ben, await flagItem(), confirmation);
    expect(confirmed.referrals).toMatchObject([{ recipient: 'Meta (Facebook, Instagram)' }]);
    const [referral] = await workspace.store.db
      .select()
      .from(referrals)
      .where(eq(referrals.itemId, confirmed.itemId));
    expect(referral).toMatchObject({ state: 'READY', decisionId: confirmed.decisionId, batchId: null });
    const elsewhere = await flagItem({ url: 'https://pantip.com/topic/41234567' });
    expect((await give(ben, elsewhere, confirmation)).referrals).toEqual([]);
    expect((await give(ben, await flagItem(), dismissal)).referrals).toEqual([]);
  });

  it('needs a second reviewer when the first finds it graver than the flag', async () => {
    const itemId = await flagItem({ severity: 2 });
    const first = await give(ben, itemId, { ...confirmation, severity: 3 });
    expect(first.itemState).toBe('SECOND_REVIEW');
    const second = await give(cleo, itemId, confirmation);
    expect(second.itemState).toBe('CONFIRMED');
    expect((await itemOf(itemId)).severity).toBe(3);
  });

  it('takes over the category of the confirmation', async () => {
    const itemId = await flagItem();
    await give(ben, itemId, { ...confirmation, category: 'SEC_ADVERTISING' });
    expect((await itemOf(itemId)).category).toBe('SEC_ADVERTISING');
  });
});

describe('the explanation of a confirmation', () => {
  const withWords = (explanation: string) => ({ ...confirmation, explanation });
  const refused = async (itemId: string, words: Words) => {
    const refusal = await give(ben, itemId, words).catch((error: unknown) => error);
    const after = await stateOf(itemId);
    expect(after).toMatchObject({
      item: { state: 'QUEUED', version: 1 },
      claims: [{ state: 'OPEN' }],
      decisions: [],
      referrals: [],
    });
    return refusal;
  };

  it('is refused with personal data that nobody confirmed, which the problem points at and does not repeat', async () => {
    const refusal = await refused(
      await flagItem(),
      withWords('Writes from ada@mail.example and calls 081-234-5678.'),
    );
    expect(refusal).toMatchObject({
      slug: 'invalid-request',
      errors: [
        {
          pointer: '/explanation',
          code: 'personal_data',
          detail: 'An e-mail address at characters 13 to 28',
        },
        {
          pointer: '/explanation',
          code: 'personal_data',
          detail: 'A telephone number at characters 40 to 51',
        },
      ],
    });
    expect(JSON.stringify(refusal)).not.toMatch(/ada@|5678/);
  });

  it('leaves with what was confirmed word by word, and the audit log says how much', async () => {
    const itemId = await flagItem();
    const made = await give(ben, itemId, {
      ...withWords('Asks children to call 081-234-5678.'),
      confirmedPersonalData: ['081-234-5678'],
    });
    expect(made.itemState).toBe('CONFIRMED');
    const [entry] = await workspace.store.db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectId, itemId), eq(audit.verb, 'DECISION_MADE')));
    expect(entry?.details).toMatchObject({ confirmedPersonalData: 1 });
    expect(JSON.stringify(entry?.details)).not.toContain('5678');
  });

  it('is refused when it names somebody who works here, whatever was confirmed', async () => {
    await addPerson(workspace.store, ['analyst'], 'Malee (Mo) Example');
    const words = withWords('Seen first by malee  (MO)\nexample, who is sure.');
    const refusal = await refused(await flagItem(), {
      ...words,
      confirmedPersonalData: [words.explanation, 'Malee (Mo) Example'],
    });
    expect(refusal).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/explanation', code: 'names_a_colleague' }],
    });
  });

  it('is refused when a Thai name stands between other words without a space', async () => {
    await addPerson(workspace.store, ['analyst'], 'สมมุติ ตัวอย่าง');
    const refusal = await refused(await flagItem(), withWords('คุณสมมุติ ตัวอย่างพบโพสต์นี้ก่อน'));
    expect(refusal).toMatchObject({ errors: [{ pointer: '/explanation', code: 'names_a_colleague' }] });
  });

  it('does not take a part of a word for a name', async () => {
    await addPerson(workspace.store, ['analyst'], 'Ann Ex');
    const made = await give(ben, await flagItem(), withWords('Asks planners Ann extols for secrecy.'));
    expect(made.itemState).toBe('CONFIRMED');
  });

  it('may have a word that is also the only name of somebody who works here', async () => {
    await addPerson(workspace.store, ['analyst'], 'May');
    const made = await give(ben, await flagItem(), withWords('Whoever answers may be asked for secrecy.'));
    expect(made.itemState).toBe('CONFIRMED');
  });

  it('is not looked at where nothing leaves', async () => {
    const made = await give(ben, await flagItem(), { ...dismissal, explanation: 'From ada@mail.example' });
    expect(made.itemState).toBe('DISMISSED');
  });
});

describe('decide at severity 3 and 4', () => {
  it.each([3, 4] as const)('lets two reviewers who agree confirm at severity %i', async (severity) => {
    const itemId = await flagItem({ severity });
    const first = await give(ben, itemId, { ...confirmation, severity });
    expect(first).toMatchObject({ itemState: 'SECOND_REVIEW', referrals: [] });
    const second = await give(cleo, itemId, { ...confirmation, severity });
    expect(second.itemState).toBe('CONFIRMED');
    expect(second.referrals).toHaveLength(1);
  });

  it('lets two reviewers who agree dismiss', async () => {
    const itemId = await flagItem({ severity: 3 });
    expect((await give(ben, itemId, dismissal)).itemState).toBe('SECOND_REVIEW');
    expect((await give(cleo, itemId, dismissal)).itemState).toBe('DISMISSED');
  });

  it.each([
    ['verdict', dismissal],
    ['category', { ...confirmation, severity: 3, category: 'SEXUAL_EXTORTION' }],
  ] as const)('gives two who differ in the %s to a lead, whose word ends it', async (_what, second) => {
    const itemId = await flagItem({ severity: 3 });
    await give(ben, itemId, { ...confirmation, severity: 3 });
    expect((await give(cleo, itemId, second)).itemState).toBe('WITH_LEAD');
    await expect(give(ana, itemId, dismissal)).rejects.toMatchObject({ slug: 'forbidden' });
    const ended = await give(lead, itemId, { ...confirmation, severity: 3 });
    expect(ended.itemState).toBe('CONFIRMED');
    expect(ended.referrals).toHaveLength(1);
  });

  it('lets a lead dismiss what two reviewers differed about', async () => {
    const itemId = await flagItem({ severity: 4 });
    await give(ben, itemId, { ...confirmation, severity: 4 });
    await give(cleo, itemId, dismissal);
    expect((await give(lead, itemId, dismissal)).itemState).toBe('DISMISSED');
  });

  it('does not let a lead conclude alone what was only escalated to her', async () => {
    const itemId = await flagItem({ severity: 3 });
    expect((await give(ben, itemId, { verdict: 'ESCALATE' })).itemState).toBe('WITH_LEAD');
    expect((await give(lead, itemId, { ...confirmation, severity: 3 })).itemState).toBe('SECOND_REVIEW');
    expect((await give(cleo, itemId, { ...confirmation, severity: 3 })).itemState).toBe('CONFIRMED');
  });

  it('does not count the verdict of somebody who flagged the item afterwards', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/770000000001';
    const itemId = await flagItem({ url, severity: 3 });
    await give(ana, itemId, { ...confirmation, severity: 3 });
    await flagItem({ url, severity: 3 }, ana);
    expect((await give(ben, itemId, { ...confirmation, severity: 3 })).itemState).toBe('SECOND_REVIEW');
    expect((await give(cleo, itemId, { ...confirmation, severity: 3 })).itemState).toBe('CONFIRMED');
  });
});

describe('decide with ESCALATE and NEED_INFO', () => {
  it('lets a lead conclude alone at severity 2', async () => {
    const itemId = await flagItem();
    await give(ben, itemId, { verdict: 'ESCALATE' });
    expect((await give(lead, itemId, confirmation)).itemState).toBe('CONFIRMED');
  });

  it('waits for another flag, which opens a new round in which everybody may decide again', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/770000000002';
    const itemId = await flagItem({ url });
    expect((await give(ben, itemId, { verdict: 'NEED_INFO' })).itemState).toBe('NEED_INFO');
    await expect(give(cleo, itemId, dismissal)).rejects.toMatchObject({ slug: 'conflict' });
    await flagItem({ url, text: 'More of the same account' });
    expect(await itemOf(itemId)).toMatchObject({ state: 'QUEUED', reviewRound: 2 });
    expect((await give(ben, itemId, confirmation)).itemState).toBe('CONFIRMED');
  });
});

describe('decide counts the gravest severity anybody named in the round', () => {
  it('asks for a second reviewer when whoever escalated found it graver than the lead does', async () => {
    const itemId = await flagItem();
    await give(ben, itemId, { verdict: 'ESCALATE', severity: 3 });
    expect(await give(lead, itemId, confirmation)).toMatchObject({ itemState: 'SECOND_REVIEW' });
    expect(await give(cleo, itemId, confirmation)).toMatchObject({ itemState: 'CONFIRMED' });
  });

  it('asks for another reviewer when the one who found it grave flagged it since', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/770000000201';
    const itemId = await flagItem({ url });
    await give(ana, itemId, { ...confirmation, severity: 3 });
    await flagItem({ url }, ana);
    expect(await give(ben, itemId, dismissal)).toMatchObject({ itemState: 'SECOND_REVIEW' });
    expect(await give(cleo, itemId, dismissal)).toMatchObject({ itemState: 'DISMISSED' });
  });
});

describe('decide refuses and changes nothing', () => {
  it('a decision on an item that changed since the reviewer looked', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/770000000003';
    const itemId = await flagItem({ url });
    const seen = (await itemOf(itemId)).version;
    await flagItem({ url, severity: 4 });
    await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const before = await stateOf(itemId);
    const late = give(ben, itemId, { ...confirmation, itemVersion: seen });
    await expect(late).rejects.toMatchObject({ slug: 'stale' });
    expect(await stateOf(itemId)).toEqual(before);
  });

  it('a claim that ran out, one that was handed back, one of somebody else, and an old token', async () => {
    const itemId = await flagItem();
    const terms = { canAdjudicate: false };
    const use = (person: Actor, claim: { claimId: string; token: number }) =>
      decide(
        workspace.store,
        person,
        DecisionInput.parse({ ...dismissal, claimId: claim.claimId, token: claim.token, itemVersion: 1 }),
        terms,
      );
    const ranOut = await claimItem(workspace.store, ben, itemId, { leaseMs: -1_000, ...terms });
    await expect(use(ben, ranOut)).rejects.toMatchObject({ slug: 'claim-expired' });
    await expireClaims(workspace.store);
    await expect(use(ben, ranOut)).rejects.toMatchObject({ slug: 'claim-expired' });
    const back = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, ...terms });
    await handBackClaim(workspace.store, ben, back.claimId, back.token);
    await expect(use(ben, back)).rejects.toMatchObject({ slug: 'claim-lost' });
    const running = await claimItem(workspace.store, cleo, itemId, { leaseMs: 60_000, ...terms });
    const before = await stateOf(itemId);
    await expect(use(ben, running)).rejects.toMatchObject({ slug: 'claim-lost' });
    await expect(use(cleo, { ...running, token: running.token - 1 })).rejects.toMatchObject({
      slug: 'claim-lost',
    });
    const unknown = { claimId: '01990000-0000-7000-8000-000000000000', token: 1 };
    await expect(use(cleo, unknown)).rejects.toMatchObject({ slug: 'not-found' });
    expect(await stateOf(itemId)).toEqual(before);
  });

  it('a reviewer who flagged the item while she held it', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/770000000004';
    const itemId = await flagItem({ url });
    const claim = await claimItem(workspace.store, ana, itemId, { leaseMs: 60_000, canAdjudicate: false });
    await flagItem({ url }, ana);
    const before = await stateOf(itemId);
    const { version } = await itemOf(itemId);
    for (const words of [confirmation, dismissal]) {
      const input = DecisionInput.parse({
        ...words,
        claimId: claim.claimId,
        token: claim.token,
        itemVersion: version,
      });
      await expect(decide(workspace.store, ana, input, { canAdjudicate: false })).rejects.toMatchObject({
        slug: 'two-people',
      });
    }
    expect(await stateOf(itemId)).toEqual(before);
  });

  it('a second verdict by the same person in one round', async () => {
    const itemId = await flagItem({ severity: 3 });
    await give(ben, itemId, { ...confirmation, severity: 3 });
    const before = await stateOf(itemId);
    await expect(give(ben, itemId, dismissal)).rejects.toMatchObject({ slug: 'already-decided' });
    expect(await stateOf(itemId)).toEqual(before);
  });

  it('a reviewer who holds a claim on an item that came to a lead meanwhile', async () => {
    const itemId = await flagItem();
    const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    await workspace.store.db.update(items).set({ state: 'WITH_LEAD' }).where(eq(items.id, itemId));
    const input = DecisionInput.parse({
      ...dismissal,
      claimId: claim.claimId,
      token: claim.token,
      itemVersion: 1,
    });
    await expect(decide(workspace.store, ben, input, { canAdjudicate: false })).rejects.toMatchObject({
      slug: 'forbidden',
    });
  });

  it('everything, when the audit row cannot be written', async () => {
    const itemId = await flagItem();
    const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const before = await stateOf(itemId);
    const input = DecisionInput.parse({
      ...confirmation,
      claimId: claim.claimId,
      token: claim.token,
      itemVersion: 1,
    });
    await withoutAudit(workspace.database, async () => {
      await expect(decide(workspace.store, ben, input, { canAdjudicate: false })).rejects.toThrow();
    });
    expect(await stateOf(itemId)).toEqual(before);
  });
});

describe('decide at the same moment', () => {
  it('takes one of many equal decisions and refuses the others', async () => {
    const itemId = await flagItem();
    const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const input = DecisionInput.parse({
      ...confirmation,
      claimId: claim.claimId,
      token: claim.token,
      itemVersion: 1,
    });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => decide(workspace.store, ben, input, { canAdjudicate: false })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ slug: 'claim-lost' });
    }
    const after = await stateOf(itemId);
    expect(after.decisions).toHaveLength(1);
    expect(after.referrals).toHaveLength(1);
  });

  it('lets either a new flag or the decision come first, and never concludes on facts nobody saw', async () => {
    for (let round = 0; round < 5; round += 1) {
      const url = `https://www.facebook.com/lapwing.example/posts/77000000010${round}`;
      const itemId = await flagItem({ url });
      const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
      const input = DecisionInput.parse({
        ...dismissal,
        claimId: claim.claimId,
        token: claim.token,
        itemVersion: 1,
      });
      const [decided] = await Promise.allSettled([
        decide(workspace.store, ben, input, { canAdjudicate: false }),
        flagItem({ url, severity: 4 }),
      ]);
      const item = await itemOf(itemId);
      // Whoever was first: the graver flag leaves the item in the queue.
      expect(item).toMatchObject({ state: 'QUEUED', severity: 4 });
      if (decided.status === 'rejected') {
        expect(decided.reason).toMatchObject({ slug: 'stale' });
        expect(item.reviewRound).toBe(1);
      } else expect(item.reviewRound).toBe(2);
    }
  });
});

describe('decide on imminent danger', () => {
  it('does not let it wait for information (rule 6), and keeps the claim for another verdict', async () => {
    const itemId = await flagItem({ urgency: 'IMMINENT', imminentDanger: { basis: ['LIVE_NOW'] } });
    const claim = await claimItem(workspace.store, ben, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const given = { claimId: claim.claimId, token: claim.token, itemVersion: 1 };
    const verdict = (kind: 'NEED_INFO' | 'ESCALATE') =>
      decide(workspace.store, ben, DecisionInput.parse({ ...given, verdict: kind }), {
        canAdjudicate: false,
      });
    await expect(verdict('NEED_INFO')).rejects.toMatchObject({ slug: 'transition-refused' });
    expect(await verdict('ESCALATE')).toMatchObject({ itemState: 'WITH_LEAD' });
  });
});
