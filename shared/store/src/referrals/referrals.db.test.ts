import { Referral } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { audit, items, people, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { composeReferrals } from './compose-referrals.ts';
import { createReferralsForDecision } from './create-referrals-for-decision.ts';
import { listReferrals } from './list-referrals.ts';
import { withdrawReferral } from './withdraw-referral.ts';

let workspace: TestWorkspace;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const verbsOf = async (subjectId: string) =>
  (
    await workspace.store.db
      .select({ verb: audit.verb })
      .from(audit)
      .where(and(eq(audit.subjectKind, 'referral'), eq(audit.subjectId, subjectId)))
  ).map(({ verb }) => verb);
const onlyReferral = async (
  ...confirmation: Parameters<typeof confirmItem> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const { made, itemId, flagger } = await confirmItem(workspace.store, ...confirmation);
  const [referral] = made.referrals;
  if (!referral || made.referrals.length > 1) throw new Error('One referral was expected');
  return { ...referral, itemId, flagger, decisionId: made.decisionId };
};
const composed = async (referralId: string) => {
  const [referral] = await composeReferrals(workspace.store.db, [referralId]);
  return Referral.parse(referral);
};

describe('createReferralsForDecision', () => {
  it.for([
    ['https://www.facebook.com/lapwing.example/posts/9001', ['Meta (Facebook, Instagram)']],
    ['https://www.instagram.com/p/CLapwing001/', ['Meta (Facebook, Instagram)']],
    ['https://www.youtube.com/watch?v=abcdefghijk', ['Google (YouTube, Drive, Sites, Search)']],
    ['https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view', ['Google (YouTube, Drive, Sites, Search)']],
    ['https://t.me/lapwing_example/7', []],
  ] as const)('addresses %s to %j and nobody else', async ([url, expected]) => {
    const { made } = await confirmItem(workspace.store, { url });
    expect(made.referrals.map(({ recipient }) => recipient)).toEqual(expected);
    for (const { referralId } of made.referrals)
      expect(await verbsOf(referralId)).toEqual(['REFERRAL_CREATED']);
  });

  it('adds nothing when it is asked twice for one decision', async () => {
    const { decisionId } = await onlyReferral();
    const again = await workspace.store.db.transaction((transaction) =>
      createReferralsForDecision(transaction, referrer, decisionId),
    );
    expect(again).toEqual([]);
  });
});

describe('composeReferrals', () => {
  it('takes facts from the flags, words from the decision, and no name from anybody', async () => {
    const observedAt = new Date(Date.now() - 7_200_000).toISOString();
    const newest = new Date(Date.now() - 120_000).toISOString();
    const flag = {
      url: 'https://m.facebook.com/lapwing.example/posts/424242?ref=share',
      observedAt,
      severity: 2 as const,
      authorHandle: 'lapwing.example',
      note: 'A note for colleagues only',
    };
    const second = await addPerson(workspace.store, ['analyst'], 'Second Analyst');
    const { referralId, itemId, flagger } = await onlyReferral(flag, { explanation: 'Neutral words.' });
    await acceptFlag(
      workspace.store,
      second,
      invent({
        ...flag,
        observedAt: newest,
        language: 'th',
        hashes: [{ algorithm: 'MD5', value: 'a'.repeat(32), source: 'hotline list' }],
      }),
      { idempotencyKey: freshKey() },
    );
    const referral = await composed(referralId);
    expect(referral).toMatchObject({
      platform: 'FACEBOOK',
      platformContentId: '424242',
      // Without `?ref=share`: marks of sharing can point at the analyst's own account (rule 8).
      urlOriginal: 'https://m.facebook.com/lapwing.example/posts/424242',
      explanation: 'Neutral words.',
      observedAt,
      verifiedLiveAt: newest,
      contentLanguage: 'th',
      accountHandle: 'lapwing.example',
      requestedAction: 'REMOVE',
      policyArea: 'Child Sexual Exploitation, Abuse and Nudity',
      hashes: [{ algorithm: 'MD5' }],
      imminentDanger: false,
    });
    const [person] = await workspace.store.db.select().from(people).where(eq(people.id, flagger.personId));
    expect(referral.notifierRef).toBe(person?.pseudonym);
    const words = JSON.stringify(referral);
    expect(words).not.toContain('Analyst');
    expect(words).not.toContain('@lapwing.example');
    expect(words).not.toContain('A note for colleagues only');
    expect(words).not.toContain('How old are you');
    expect(itemId).toBeDefined();
  });

  it('leaves out what was not agreed with the recipient: nothing that points at a person goes to Google', async () => {
    const { referralId } = await onlyReferral({
      url: 'https://www.youtube.com/watch?v=abcdefghij1',
      authorHandle: '@somebody',
      authorId: 'UC123',
    });
    expect(await composed(referralId)).toMatchObject({
      accountHandle: null,
      accountId: null,
      notifierRef: '',
    });
  });

  it('says in imminent danger that law enforcement was told, by agency and time, without the reference', async () => {
    const { referralId, itemId } = await onlyReferral({
      urgency: 'IMMINENT',
      imminentDanger: { basis: ['PLANNED_MEETING'] },
    });
    const notifiedAt = new Date(Date.now() - 600_000).toISOString();
    await recordLawEnforcement(workspace.store, referrer, itemId, {
      kind: 'NOTICE',
      notifiedAt,
      agency: 'Child protection police',
      reference: 'CASE-77',
    });
    const referral = await composed(referralId);
    expect(referral).toMatchObject({ urgency: 'IMMINENT', imminentDanger: true });
    expect(referral.imminentBases).toEqual([
      'PLANNED_MEETING',
      `LAW_ENFORCEMENT_NOTIFIED: Child protection police, ${notifiedAt}`,
    ]);
    expect(JSON.stringify(referral)).not.toContain('CASE-77');
  });

  it('names in place of the agency neither who works here nor who answered there', async () => {
    const { referralId, itemId } = await onlyReferral({
      urgency: 'IMMINENT',
      imminentDanger: { basis: ['PLANNED_MEETING'] },
    });
    await addPerson(workspace.store, ['analyst'], 'Malee Saetang');
    const notifiedAt = new Date(Date.now() - 600_000).toISOString();
    const told = [
      ['Police station 9, malee SAETANG called', 'Police station 9, […] called'],
      ['สน.ตัวอย่าง ร.ต.อ. สมมุติ ตัวอย่าง ๐๘๑-๒๓๔-๕๖๗๘', 'สน.ตัวอย่าง […] […]'],
      ['Khun Malee Saetang', '[…]'],
      ['desk@police.example', '[…]'],
      ['Child protection police', 'Child protection police'],
    ] as const;
    for (const [agency] of told)
      await recordLawEnforcement(workspace.store, referrer, itemId, {
        kind: 'NOTICE',
        notifiedAt,
        agency,
        reference: 'CASE-77',
      });
    expect((await composed(referralId)).imminentBases.slice(1)).toEqual(
      told.map(([, said]) => `LAW_ENFORCEMENT_NOTIFIED: ${said}, ${notifiedAt}`),
    );
  });

  it('keeps the order asked for and refuses an unknown id', async () => {
    const one = await onlyReferral();
    const two = await onlyReferral();
    const ids = [two.referralId, one.referralId];
    expect((await composeReferrals(workspace.store.db, ids)).map(({ referralId }) => referralId)).toEqual(
      ids,
    );
    await expect(composeReferrals(workspace.store.db, [one.itemId])).rejects.toMatchObject({
      slug: 'not-found',
    });
  });
});

describe('withdrawReferral', () => {
  it('takes a ready referral back, once, with its audit row', async () => {
    const { referralId } = await onlyReferral();
    await withdrawReferral(workspace.store, referrer, { referralId, reason: 'Wrong recipient' });
    const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
    expect(row).toMatchObject({ state: 'WITHDRAWN', withdrawnReason: 'Wrong recipient' });
    expect(await verbsOf(referralId)).toEqual(['REFERRAL_CREATED', 'REFERRAL_WITHDRAWN']);
    await expect(
      withdrawReferral(workspace.store, referrer, { referralId, reason: 'Again' }),
    ).rejects.toThrow('WITHDRAW is not possible in state WITHDRAWN');
  });

  it('changes nothing when it cannot be put on record', async () => {
    const { referralId } = await onlyReferral();
    await withoutAudit(workspace.database, () =>
      expect(withdrawReferral(workspace.store, referrer, { referralId, reason: 'x' })).rejects.toThrow(),
    );
    const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
    expect(row?.state).toBe('READY');
  });
});

describe('listReferrals', () => {
  it('pages through all of them once, last changed first', async () => {
    await workspace.store.db.update(referrals).set({ state: 'WITHDRAWN' });
    const made = [];
    for (let count = 0; count < 5; count += 1) made.push((await onlyReferral()).referralId);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listReferrals(workspace.store, { state: 'READY', limit: 2, cursor });
      seen.push(...page.referrals.map(({ referralId }) => referralId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made.reverse());
  });

  it('shows that one is held when a later flag made it imminent', async () => {
    const { referralId, itemId } = await onlyReferral();
    await workspace.store.db
      .update(items)
      .set({ imminentBases: ['LIVE_NOW'] })
      .where(eq(items.id, itemId));
    const { referrals: listed } = await listReferrals(workspace.store, { state: 'READY', limit: 100 });
    expect(listed.find((view) => view.referralId === referralId)).toMatchObject({
      imminentDanger: true,
      heldForLawEnforcement: true,
    });
  });
});
