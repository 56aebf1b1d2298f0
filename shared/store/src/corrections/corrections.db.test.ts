import { CorrectionInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchWorksheet } from '../batches/batch-worksheet.ts';
import { cancelBatch } from '../batches/cancel-batch.ts';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { releaseBatch } from '../batches/release-batch.ts';
import { requestDelivery } from '../deliveries/request-delivery.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { listOwnFlags } from '../flags/list-own-flags.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { matchCells } from '../outcomes/match-cells.ts';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { recordRecheck } from '../rechecks/record-recheck.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { createReferralsForDecision } from '../referrals/create-referrals-for-decision.ts';
import { getTimeline } from '../referrals/get-timeline.ts';
import { reopenReferral } from '../referrals/reopen-referral.ts';
import { withdrawReferral } from '../referrals/withdraw-referral.ts';
import { listOverdue } from '../reminders/list-overdue.ts';
import { batches, claims, decisions, items, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { deliverAsReport, REPORT_URL } from '../testing/deliver-as-report.ts';
import { flaggerOf, readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { lookAndRelease, sendToGoogle, sentToGoogle } from '../testing/sent-referrals.ts';
import { urgentBatch } from '../testing/urgent-batch.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { writeCorrection } from './write-correction.ts';

let workspace: TestWorkspace;
let store: Store;
let referrer: Actor;
let google: string;
let owner: pg.Pool;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer'], 'Rafael Invented');
  google = await recipientBySlug(store, 'google');
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const write = (referralId: string, input: Partial<CorrectionInput> = {}) =>
  writeCorrection(store, referrer, {
    referralId,
    ...CorrectionInput.parse({ relation: 'RETRACTION', reason: 'It was an awareness campaign', ...input }),
  });
const sent = async (): Promise<string> => (await sentToGoogle(store, referrer, 1))[0] ?? '';
const stored = async (id: string) => {
  const [referral] = await store.db.select().from(referrals).where(eq(referrals.id, id));
  if (!referral) throw new Error('There is no such referral');
  return referral;
};
const content = async (id: string) => {
  const [one] = await composeReferrals(store.db, [id]);
  if (!one) throw new Error('There is no such referral');
  return one;
};
const refusal = (code: string) => ({ slug: 'conflict', errors: [{ code }] });

describe('a correction', () => {
  it('is a referral of its own that says of which one it is, what changed and why', async () => {
    const first = await sent();
    const before = await content(first);
    const { referralId, words } = await write(first, {
      relation: 'CORRECTION',
      reason: 'We took one game for another',
      severity: 3,
      explanation: 'Asks for an age, and offers money for contact.',
    });
    expect(referralId).not.toBe(first);
    expect(await content(referralId)).toEqual({
      ...before,
      referralId,
      severity: 3,
      explanation: words,
      relation: 'CORRECTION',
      relatesTo: first,
    });
    for (const said of [first, 'severity, explanation', 'one game for another.', 'offers money'])
      expect(words).toContain(said);
    expect(await content(first)).toEqual(before);
    expect(await stored(referralId)).toMatchObject({ state: 'READY', relatesTo: first, batchId: null });
  });

  it('says what a translation reads now, marked, where the recipient agreed on its language', async () => {
    const first = await sent();
    const translation = { language: 'en', text: 'It asks for an age.' } as const;
    const { referralId, words } = await write(first, { relation: 'CORRECTION', translation });
    expect(words).toContain('Changed: translation.');
    // The explanation that was sent is in English: no language of origin is claimed.
    expect(words.endsWith('\nTranslation, made by the organisation: It asks for an age.')).toBe(true);
    expect(await content(referralId)).toMatchObject({
      explanation: words,
      translationEn: null,
      translationTh: null,
    });
    const second = await sent();
    const both = await write(second, { relation: 'CORRECTION', explanation: 'คำอธิบายใหม่', translation });
    expect(both.words).toContain('Changed: explanation, translation.');
    expect(both.words.split('\n').slice(1)).toEqual([
      'Our explanation now reads: คำอธิบายใหม่',
      'Translation from Thai, made by the organisation: It asks for an age.',
    ]);
    const other = { language: 'th', text: 'บัญชีนี้ถามอายุ' } as const;
    await expect(write(await sent(), { relation: 'CORRECTION', translation: other })).rejects.toMatchObject({
      errors: [{ pointer: '/translation/language', code: 'not_agreed' }],
    });
    const thai = { language: 'en', text: 'บัญชีนี้ถามอายุ' } as const;
    await expect(write(await sent(), { relation: 'CORRECTION', translation: thai })).rejects.toMatchObject({
      errors: [{ pointer: '/translation/text', code: 'not_in_language' }],
    });
  });

  it('is sent as any other; the first is looked at and reminded of as before, the correction never', async () => {
    const first = await sent();
    const due = (await stored(first)).recheckDueAt;
    const { referralId } = await write(first, { relation: 'CORRECTION', category: 'SEC_ADVERTISING' });
    await sendToGoogle(store, referrer, [referralId]);
    expect(await stored(referralId)).toMatchObject({ state: 'SENT', recheckDueAt: null });
    expect(await stored(first)).toMatchObject({ state: 'SENT', recheckDueAt: due });
    await store.db.update(referrals).set({ sentAt: new Date(0) });
    const overdue = (await listOverdue(store)).recipients.flatMap((one) => one.referrals);
    expect(overdue.map((one) => one.referralId)).toContain(first);
    expect(overdue.map((one) => one.referralId)).not.toContain(referralId);
    const { content: saved } = await stored(referralId);
    const { batchId } = await stored(referralId);
    const worksheet = await batchWorksheet(store, referrer, batchId ?? '', 'Plover Foundation');
    expect(worksheet.columns.slice(-2)).toEqual(['relation', 'relates_to']);
    expect(worksheet.referrals[0]?.cells.slice(-2)).toEqual(['CORRECTION', first]);
    expect(saved?.policyArea).toBe((await content(referralId)).policyArea);
  });

  it("leaves the recipient's answers by address to the first, and takes those by its own id", async () => {
    const first = await sent();
    const { referralId } = await write(first, { relation: 'CORRECTION', severity: 1 });
    await sendToGoogle(store, referrer, [referralId]);
    const { urlCanonical: url } = await content(first);
    const quotes = [
      { reference: '', url, ticket: '' },
      { reference: referralId, url: '', ticket: '' },
    ];
    expect(await matchCells(store.db, google, quotes)).toMatchObject([{ referralId: first }, { referralId }]);
  });

  it('stays what it is when its batch is cancelled', async () => {
    const { referralId } = await write(await sent(), { relation: 'CORRECTION', severity: 1 });
    const before = await content(referralId);
    const input = { recipientId: google, referralIds: [referralId] };
    const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
    await cancelBatch(store, referrer, batch?.batchId ?? '');
    expect(await content(referralId)).toEqual(before);
  });

  it('of imminent danger travels alone', async () => {
    const { batchId, referralId } = await urgentBatch(store, referrer);
    await finishBatch(store, batchId, []);
    await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString() });
    const made = await write(referralId, { relation: 'CORRECTION', severity: 4 });
    const [other = ''] = await readyForGoogle(store, 1);
    const input = { recipientId: google, referralIds: [made.referralId, other] };
    const batches = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
    expect(batches.map(({ imminent, referralCount }) => [imminent, referralCount])).toEqual([
      [true, 1],
      [false, 1],
    ]);
    expect((await content(made.referralId)).imminentDanger).toBe(true);
  });

  it('speaks the language of the recipient', async () => {
    const first = await sent();
    const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
    if (!found) throw new Error('Google is missing');
    const inLanguage = (language: string) =>
      store.db
        .update(recipients)
        .set({ configuration: { ...found.configuration, language } })
        .where(eq(recipients.id, google));
    await inLanguage('th-TH');
    const { words } = await write(first);
    await inLanguage(found.configuration.language);
    expect(words).toMatch(/ขอถอนการส่งต่อ/);
    expect(words).toContain(first);
  });
});

describe('a retraction', () => {
  it('repeats nothing of what it takes back, asks for no removal, and closes the first when it is sent', async () => {
    const first = await sent();
    const { explanation } = await content(first);
    const { referralId } = await write(first);
    const said = await content(referralId);
    expect(said).toMatchObject({ relation: 'RETRACTION', relatesTo: first, requestedAction: 'REVIEW' });
    expect(said.explanation).toContain('awareness campaign.');
    expect(said.explanation).not.toContain(explanation);
    expect((await stored(first)).state).toBe('SENT');
    await sendToGoogle(store, referrer, [referralId]);
    expect(await stored(first)).toMatchObject({ state: 'CLOSED', recheckDueAt: null });
    await expect(write(first)).rejects.toMatchObject(refusal('retracted'));
  });

  it('keeps the first closed, whatever is heard or seen of it later', async () => {
    const first = await sent();
    const { referralId } = await write(first);
    await sendToGoogle(store, referrer, [referralId]);
    const now = new Date().toISOString();
    for (const kind of ['REMOVED', 'ACKNOWLEDGED'] as const)
      await recordOutcome(store, referrer, {
        referralId: first,
        kind,
        source: 'RECIPIENT_REPLY',
        observedAt: now,
      });
    const look = { referralId: first, seen: 'STILL_THERE', at: now, key: freshKey() } as const;
    expect(await recordRecheck(store, await flaggerOf(store, first), look)).toMatchObject({
      nextDueAt: null,
    });
    await expect(
      reopenReferral(store, referrer, { referralId: first, reason: 'REAPPEARED' }),
    ).rejects.toMatchObject({ slug: 'conflict' });
    expect(await stored(first)).toMatchObject({ state: 'CLOSED', recheckDueAt: null });
  });

  it('of imminent danger names no danger any more: it waits for a second look, and nobody is called', async () => {
    const { batchId, referralId } = await urgentBatch(store, referrer);
    await finishBatch(store, batchId, []);
    await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString() });
    const made = await write(referralId);
    expect(await content(made.referralId)).toMatchObject({
      imminentDanger: false,
      imminentBases: [],
      urgency: 'URGENT',
    });
    const input = { recipientId: google, referralIds: [made.referralId] };
    const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
    const id = batch?.batchId ?? '';
    await finishBatch(store, id, []);
    const send = () => markBatchSent(store, referrer, { batchId: id, sentAt: new Date().toISOString() });
    await expect(send()).rejects.toMatchObject(refusal('second_look'));
    await lookAndRelease(store, id);
    expect(await send()).toMatchObject({ imminent: false, state: 'SENT' });
    const [row] = await store.db.select().from(batches).where(eq(batches.id, id));
    expect(row?.answerDueAt).toBeNull();
  });

  it('stands in the timeline of the first, and in no list of what an analyst flagged', async () => {
    const first = await sent();
    const { referralId } = await write(first);
    const { events } = await getTimeline(store, first);
    expect(events.at(-1)).toMatchObject({
      kind: 'CORRECTED',
      relation: 'RETRACTION',
      referralId,
      note: 'It was an awareness campaign',
    });
    await sendToGoogle(store, referrer, [referralId]);
    const { flags } = await listOwnFlags(store, await flaggerOf(store, first), { limit: 5 });
    expect(flags[0]?.referrals.map(({ state }) => state)).toEqual(['CLOSED']);
    const { batchId } = await stored(referralId);
    expect((await getBatch(store, batchId ?? '')).referrals).toMatchObject([
      { relation: 'RETRACTION', relatesTo: first },
    ]);
  });
});

describe('two people', () => {
  /** A built batch with a correction of a referral, whoever wrote that. */
  const builtCorrection = async (input: Partial<CorrectionInput> = {}) => {
    const first = await sent();
    const { referralId } = await write(first, input);
    const asked = { recipientId: google, referralIds: [referralId] };
    const [batch] = await createBatches(store, builder, asked, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    await finishBatch(store, batchId, []);
    return { first, batchId };
  };
  const flagAgain = async (person: Actor, referralId: string) => {
    const { itemId } = await stored(referralId);
    const [item] = await store.db.select().from(items).where(eq(items.id, itemId));
    const flag = invent({ url: item?.canonicalUrl ?? '' });
    await acceptFlag(store, person, flag, { idempotencyKey: freshKey() });
  };
  const markSent = (batchId: string) =>
    markBatchSent(store, builder, { batchId, sentAt: new Date().toISOString() });
  let builder: Actor;
  beforeAll(async () => {
    builder = await addPerson(store, ['referrer']);
  });

  it('write and decide: neither a flagger nor who decided it writes one', async () => {
    const first = await sent();
    const input = { referralId: first, ...CorrectionInput.parse({ relation: 'RETRACTION', reason: 'No' }) };
    const { decisionId } = await stored(first);
    const [decided] = await store.db.select().from(decisions).where(eq(decisions.id, decisionId));
    const reviewer = { personId: decided?.personId ?? '', requestId: 'test' };
    await expect(writeCorrection(store, reviewer, input)).rejects.toMatchObject({
      slug: 'already-decided',
      errors: [{ code: 'decided_it' }],
    });
    await flagAgain(referrer, first);
    await expect(write(first)).rejects.toMatchObject({
      slug: 'two-people',
      errors: [{ code: 'flagged_it' }],
    });
    const past = `insert into corrections (referral_id, relation, reason, words, written_by)
      values ($1, 'RETRACTION', '', '', $2)`;
    await expect(owner.query(past, [first, referrer.personId])).rejects.toMatchObject({ code: 'LW005' });
  });

  it.each([
    ['RETRACTION', {}],
    ['CORRECTION', { severity: 4 }],
  ] as const)('look at a %s before it leaves, whatever the recipient asks for', async (relation, change) => {
    const { first, batchId } = await builtCorrection({ relation, ...change });
    expect((await getBatch(store, batchId)).secondLook).toMatchObject({ releasedBy: null });
    await expect(markSent(batchId)).rejects.toMatchObject(refusal('second_look'));
    const second = await addPerson(store, ['referrer']);
    await flagAgain(second, first);
    for (const one of [builder, referrer, second])
      await batchWorksheet(store, one, batchId, 'Plover Foundation');
    for (const [one, code] of [
      [builder, 'own_batch'],
      [referrer, 'own_correction'],
      [second, 'flagged_it'],
    ] as const)
      await expect(releaseBatch(store, one, batchId)).rejects.toMatchObject(refusal(code));
    const release = 'update batches set released_by = $2, released_at = now() where id = $1';
    for (const one of [referrer, second])
      await expect(owner.query(release, [batchId, one.personId])).rejects.toMatchObject({ code: 'LW005' });
    for (const past of [
      `update batches set state = 'SENT', sent_at = now() where id = $1`,
      `update batches set delivery_state = 'WAITING', delivery_due_at = now() where id = $1`,
    ])
      await expect(owner.query(past, [batchId])).rejects.toMatchObject({ code: 'LW005' });
    await lookAndRelease(store, batchId);
    expect(await markSent(batchId)).toMatchObject({ state: 'SENT' });
  });
});

describe('after a retraction', () => {
  it('a new decision refers the item to the same recipient again', async () => {
    const first = await sent();
    const { itemId, decisionId } = await stored(first);
    await sendToGoogle(store, referrer, [(await write(first)).referralId]);
    const [before] = await store.db.select().from(decisions).where(eq(decisions.id, decisionId));
    if (!before) throw new Error('There is no decision');
    const [claim] = await store.db.select().from(claims).where(eq(claims.id, before.claimId));
    if (!claim) throw new Error('There is no claim');
    const { id: _, decidedAt: __, ...same } = before;
    const [next] = await store.db
      .insert(claims)
      .values({ ...claim, id: undefined, token: claim.token + 1 })
      .returning({ id: claims.id });
    const [anew] = await store.db
      .insert(decisions)
      .values({
        ...same,
        claimId: next?.id ?? '',
        reviewRound: before.reviewRound + 1,
      })
      .returning({ id: decisions.id });
    const made = await store.db.transaction((transaction) =>
      createReferralsForDecision(transaction, referrer, anew?.id ?? ''),
    );
    const again = await Promise.all(made.map(({ referralId }) => stored(referralId)));
    expect(again).toContainEqual(expect.objectContaining({ itemId, recipientId: google, state: 'READY' }));
  });
});

describe('what a correction says', () => {
  it('of danger that was named since is what is known now, and a retraction is not held for it', async () => {
    const [first, other] = [await sent(), await sent()];
    const { referralId } = await write(first, { relation: 'CORRECTION', severity: 4 });
    const retraction = await write(other);
    for (const id of [first, other])
      await acceptFlag(
        store,
        await addPerson(store, ['analyst']),
        invent({
          url: (await content(id)).urlCanonical,
          urgency: 'IMMINENT',
          imminentDanger: { basis: ['PLANNED_MEETING'] },
        }),
        { idempotencyKey: freshKey() },
      );
    const { itemId } = await stored(first);
    const batch = (id: string) =>
      createBatches(
        store,
        referrer,
        { recipientId: google, referralIds: [id] },
        { idempotencyKey: freshKey() },
      );
    await expect(batch(referralId)).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await recordLawEnforcement(store, referrer, itemId, {
      kind: 'NOTICE',
      agency: 'Police station 9',
      reference: 'A-17',
      notifiedAt: new Date().toISOString(),
    });
    expect(await content(referralId)).toMatchObject({
      urgency: 'IMMINENT',
      imminentDanger: true,
      imminentBases: ['PLANNED_MEETING', expect.stringContaining('Police station 9')],
    });
    expect(await batch(referralId)).toMatchObject([{ imminent: true, secondLook: null }]);
    expect(await batch(retraction.referralId)).toMatchObject([{ imminent: false, secondLook: {} }]);
    expect(await content(retraction.referralId)).toMatchObject({ imminentDanger: false, imminentBases: [] });
  });

  it('keeps what an earlier one changed', async () => {
    const first = await sent();
    const earlier = await write(first, { relation: 'CORRECTION', category: 'SEC_ADVERTISING', severity: 1 });
    await sendToGoogle(store, referrer, [earlier.referralId]);
    const { policyArea } = await content(earlier.referralId);
    const withdrawn = await write(first, { relation: 'CORRECTION', category: 'CHILD_MARRIAGE' });
    await withdrawReferral(store, referrer, { referralId: withdrawn.referralId, reason: 'Not so' });
    const { referralId } = await write(first, { relation: 'CORRECTION', severity: 2 });
    expect(await content(referralId)).toMatchObject({
      categoryCode: 'SEC_ADVERTISING',
      policyArea,
      severity: 2,
    });
    expect(await content(earlier.referralId)).toMatchObject({ severity: 1 });
  });

  it('repeats no account, hash or mark of a crime where it takes it back', async () => {
    const [first = ''] = await readyForGoogle(store, 1, {
      authorHandle: 'an-invented-handle',
      hashes: [{ algorithm: 'MD5', value: 'a'.repeat(32), source: 'TESTING' }],
    });
    const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
    if (!found) throw new Error('Google is missing');
    const agree = (fields: typeof found.configuration.fields) =>
      store.db
        .update(recipients)
        .set({ configuration: { ...found.configuration, fields } })
        .where(eq(recipients.id, google));
    await agree([...found.configuration.fields, 'account_handle', 'hashes']);
    await sendToGoogle(store, referrer, [first]);
    expect(JSON.stringify((await stored(first)).content)).toMatch(
      /an-invented-handle.*aaaa|aaaa.*an-invented-handle/,
    );
    const { referralId } = await write(first);
    const said = await content(referralId);
    await agree(found.configuration.fields);
    expect(JSON.stringify(said)).not.toMatch(/an-invented-handle|aaaa/);
    expect(said).toMatchObject({
      accountHandle: null,
      accountId: null,
      hashes: [],
      secondaryCategories: [],
      modifiers: [],
      legalBasis: [],
      urlCanonical: (await content(first)).urlCanonical,
    });
  });
});

describe('writing either', () => {
  it('is refused, with a code, where nothing can be said', async () => {
    const [ready = ''] = await readyForGoogle(store, 1);
    await expect(write(ready)).rejects.toMatchObject(refusal('not_sent'));
    const first = await sent();
    const { referralId } = await write(first);
    await expect(write(first)).rejects.toMatchObject(refusal('retracted'));
    await withdrawReferral(store, referrer, { referralId, reason: 'Not yet' });
    const again = await write(first, { relation: 'CORRECTION', severity: 1 });
    await expect(write(first)).rejects.toMatchObject(refusal('correction_waits'));
    await sendToGoogle(store, referrer, [again.referralId]);
    await expect(write(again.referralId)).rejects.toMatchObject(refusal('not_first'));
    await expect(write('019a0000-0000-7000-8000-000000000000')).rejects.toMatchObject({ slug: 'not-found' });
  });

  it('happens once when two write at the same moment', async () => {
    const first = await sent();
    const results = await Promise.allSettled([write(first), write(first)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused where none of the formats can say it', async () => {
    const first = await sent();
    const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
    if (!found) throw new Error('Google is missing');
    const { configuration } = found;
    const give = (formats: typeof configuration.formats) =>
      store.db
        .update(recipients)
        .set({ configuration: { ...configuration, formats } })
        .where(eq(recipients.id, google));
    await give(['ncmec-worksheet', 'xarf']);
    await expect(write(first)).rejects.toMatchObject(refusal('no_format'));
    await give(['dsa', 'dsa-html', 'dsa-pdf']);
    await expect(write(first)).rejects.toMatchObject(refusal('no_format'));
    await give(configuration.formats);
    await store.db
      .update(recipients)
      .set({
        configuration: {
          ...configuration,
          transport: { kind: 'MASTODON', server: 'https://social.platform.example' },
        },
      })
      .where(eq(recipients.id, google));
    await expect(write(first, { relation: 'CORRECTION', severity: 1 })).rejects.toMatchObject(
      refusal('no_format'),
    );
    await give(configuration.formats);
  });

  it('goes by hand where it waited while the recipient was set to a channel that takes reports of content only', async () => {
    const { referralId } = await write(await sent());
    const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
    if (!found) throw new Error('Google is missing');
    const order = { recipientId: google, referralIds: [referralId] };
    const [batch] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    await finishBatch(store, batchId, []);
    await lookAndRelease(store, batchId);
    await deliverAsReport(store, google);
    await expect(
      requestDelivery(store, referrer, { batchId, destination: REPORT_URL }),
    ).rejects.toMatchObject(refusal('correction_by_hand'));
    expect(await getBatch(store, batchId)).toMatchObject({ state: 'BUILT', delivery: null });
    await store.db
      .update(recipients)
      .set({ configuration: found.configuration })
      .where(eq(recipients.id, google));
  });

  it('lets no personal data leave that was not confirmed, and no name of a colleague, and points at the field', async () => {
    const first = await sent();
    await expect(write(first, { reason: 'Call 081-234-5678' })).rejects.toMatchObject({
      errors: [{ pointer: '/reason', code: 'personal_data' }],
    });
    await expect(
      write(first, { relation: 'CORRECTION', explanation: 'Write to ada@mail.example' }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/explanation', code: 'personal_data' }] });
    const call = { language: 'en', text: 'Call 081-234-5678' } as const;
    await expect(write(first, { relation: 'CORRECTION', translation: call })).rejects.toMatchObject({
      errors: [{ pointer: '/translation/text', code: 'personal_data' }],
    });
    await expect(
      write(first, { relation: 'CORRECTION', translation: { ...call, text: 'Long. '.repeat(160) } }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/translation/text', code: 'too_long' }] });
    await expect(write(first, { reason: 'Rafael Invented looked again' })).rejects.toMatchObject({
      errors: [{ pointer: '/reason', code: 'names_a_colleague' }],
    });
    await expect(
      write(first, { relation: 'CORRECTION', explanation: 'Long. '.repeat(160) }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/explanation', code: 'too_long' }] });
    expect((await getTimeline(store, first)).events.some(({ kind }) => kind === 'CORRECTED')).toBe(false);
  });

  it('says what changes, and a retraction nothing but why', () => {
    const reason = 'A reason';
    for (const input of [
      { relation: 'CORRECTION', reason },
      { relation: 'RETRACTION', reason, severity: 2 },
      {
        relation: 'RETRACTION',
        reason,
        translation: { language: 'en', text: 'Words' },
      },
      { relation: 'RETRACTION', reason: '' },
    ])
      expect(CorrectionInput.safeParse(input).success).toBe(false);
  });
});
