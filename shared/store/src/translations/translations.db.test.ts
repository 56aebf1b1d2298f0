import { CorrectionInput, Referral, TranslationInput, type TranslationLanguage } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelBatch } from '../batches/cancel-batch.ts';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { previewBatch } from '../batches/preview-batch.ts';
import { readBatchReferrals } from '../batches/read-batch-referrals.ts';
import { writeCorrection } from '../corrections/write-correction.ts';
import { getItem } from '../items/get-item.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { withdrawReferral } from '../referrals/withdraw-referral.ts';
import { audit, decisions, people, recipients, referrals, translations } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { deliverAsReport } from '../testing/deliver-as-report.ts';
import { deliverByWebhook } from '../testing/deliver-by-webhook.ts';
import { flaggerOf, readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { sendToGoogle } from '../testing/sent-referrals.ts';
import { urgentBatch } from '../testing/urgent-batch.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { translateExplanation } from './translate-explanation.ts';

const unknown = '019a0000-0000-7000-8000-000000000000';
const words = 'The account asks for the age of children and for secrecy, at night.';

let workspace: TestWorkspace;
let store: Store;
let translator: Actor;
let referrer: Actor;
let google: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  await ensureReadyMadeRecipients(store);
  translator = await addPerson(store, ['reviewer'], 'Tida Translates');
  referrer = await addPerson(store, ['referrer']);
  google = await recipientBySlug(store, 'google');
});
afterAll(() => workspace.close());

const thai = 'บัญชีนี้ถามอายุเด็ก และขอให้เก็บเป็นความลับในตอนกลางคืน';
const ready = async (explanation = thai) => {
  const [referralId = ''] = await readyForGoogle(store, 1, {}, { explanation });
  const [row] = await store.db.select().from(referrals).where(eq(referrals.id, referralId));
  if (!row) throw new Error('No referral was made ready');
  return { referralId, decisionId: row.decisionId, itemId: row.itemId };
};
/** What somebody sees who opens the form. */
const seenOf = async (decisionId: string, language: TranslationLanguage = 'en') => {
  const [decision] = await store.db.select().from(decisions).where(eq(decisions.id, decisionId));
  const item = await getItem(store, { ...translator, roles: ['reviewer'] }, decision?.itemId ?? '');
  const shown = item.decisions.find((one) => one.decisionId === decisionId);
  return {
    translationId: shown?.translations.find((one) => one.language === language)?.translationId ?? null,
    correctionId: shown?.correctionId ?? null,
  };
};
const nothing = { translationId: null, correctionId: null };
const translate = async (decisionId: string, input: Partial<TranslationInput> = {}, by = translator) =>
  translateExplanation(store, by, {
    decisionId,
    ...TranslationInput.parse({
      language: 'en',
      text: words,
      seen: decisionId === unknown ? nothing : await seenOf(decisionId, input.language),
      ...input,
    }),
  });
const composed = async (referralId: string) => {
  const [referral] = await composeReferrals(store.db, [referralId]);
  return Referral.parse(referral);
};
const seen = async (itemId: string) => {
  const item = await getItem(store, { ...translator, roles: ['reviewer'] }, itemId);
  return item.decisions.flatMap((decision) => decision.translations);
};
const agree = async (fields: (typeof recipients.$inferSelect)['configuration']['fields']) => {
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
  if (!found) throw new Error('Google is missing');
  await store.db
    .update(recipients)
    .set({ configuration: { ...found.configuration, fields } })
    .where(eq(recipients.id, google));
  return found.configuration.fields;
};
const rowsOf = (decisionId: string) => store.db.$count(translations, eq(translations.decisionId, decisionId));

describe('a translation of an explanation', () => {
  it('stands beside the original with who made it and when, and leaves without that', async () => {
    const { referralId, decisionId, itemId } = await ready();
    const before = await composed(referralId);
    expect(before).toMatchObject({ translationEn: null, translationTh: null });
    const made = await translate(decisionId);
    const [person] = await store.db.select().from(people).where(eq(people.id, translator.personId));
    expect(await seen(itemId)).toEqual([{ ...made, by: person?.pseudonym, outOfDate: false }]);
    const after = await composed(referralId);
    expect(after).toEqual({
      ...before,
      translationEn: { language: 'en', translatedFrom: 'th', madeBy: 'ORGANISATION', text: words },
    });
    expect(JSON.stringify(after)).not.toContain(person?.pseudonym);
    expect(JSON.stringify(after)).not.toContain('Tida');
  });

  it('goes to nobody who did not agree on it, and it is said who would get one', async () => {
    const { referralId, decisionId, itemId } = await ready('The account asks for the age of children.');
    await translate(decisionId, { language: 'th', text: 'บัญชีนี้ถามอายุเด็ก' });
    expect(await composed(referralId)).toMatchObject({ translationEn: null, translationTh: null });
    const taken = async () =>
      (await getItem(store, { ...translator, roles: ['reviewer'] }, itemId)).translationsTakenBy;
    const name = 'Google (YouTube, Drive, Sites, Search)';
    expect(await taken()).toEqual([{ language: 'en', recipients: [{ name, ifRoom: false }] }]);
    const fields = await agree(['referral_id', 'url_original', 'explanation', 'translation_th']);
    try {
      expect(await taken()).toEqual([{ language: 'th', recipients: [{ name, ifRoom: false }] }]);
      expect(await composed(referralId)).toMatchObject({
        translationEn: null,
        translationTh: { text: 'บัญชีนี้ถามอายุเด็ก' },
      });
      const preview = await previewBatch(store, referrer, { recipientId: google, referralIds: [referralId] });
      expect(preview.columns).toEqual(['referral_id', 'url_original', 'explanation', 'translation_th']);
      expect(preview.batches[0]?.rows[0]?.[3]).toBe('คำแปลจากภาษาอังกฤษ จัดทำโดยองค์กร: บัญชีนี้ถามอายุเด็ก');
    } finally {
      await agree(fields);
    }
  });

  it('is said to go to whom reports go only where there is room', async () => {
    const { itemId } = await ready();
    await deliverAsReport(store, google, null);
    const item = await getItem(store, { ...translator, roles: ['reviewer'] }, itemId);
    expect(item.translationsTakenBy).toMatchObject([{ recipients: [{ ifRoom: true }] }]);
    await deliverByWebhook(store, google);
  });

  it('names no language of an explanation that is in neither of the two for certain', async () => {
    const words = { explanation: 'Le compte demande aux enfants de garder le secret.' };
    const [referralId = ''] = await readyForGoogle(store, 1, {}, words);
    const [row] = await store.db.select().from(referrals).where(eq(referrals.id, referralId));
    await translate(row?.decisionId ?? '');
    expect((await composed(referralId)).translationEn).toMatchObject({ translatedFrom: null });
    const preview = await previewBatch(store, referrer, { recipientId: google, referralIds: [referralId] });
    expect(preview.batches[0]?.rows[0]?.join()).toContain('Translation, made by the organisation: ');
  });

  it('is fixed in a batch: what is written later changes nothing in it', async () => {
    const { referralId, decisionId, itemId } = await ready();
    await translate(decisionId);
    const order = { recipientId: google, referralIds: [referralId] };
    const [batch] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    const inside = await readBatchReferrals(store, batchId);
    expect(inside[0]?.translationEn?.text).toBe(words);
    await translate(decisionId, { text: 'Other words.' });
    expect(await readBatchReferrals(store, batchId)).toEqual(inside);
    expect(await composed(referralId)).toEqual(inside[0]);
    expect((await seen(itemId)).map(({ text }) => text)).toEqual(['Other words.']);
  });

  it('counts once, however often the same words are saved, and is on record without its words', async () => {
    const { decisionId, itemId } = await ready();
    const first = await translate(decisionId);
    const both = await Promise.all([translate(decisionId), translate(decisionId)]);
    expect(both).toEqual([first, first]);
    expect(await rowsOf(decisionId)).toBe(1);
    const changed = await translate(decisionId, { text: 'A better word.' });
    const written = await store.db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectId, itemId), eq(audit.verb, 'TRANSLATION_WRITTEN')))
      .orderBy(audit.sequence);
    const common = { decisionId, language: 'en', translatedFrom: 'th', confirmedPersonalData: 0 };
    expect(written.map(({ details }) => details)).toEqual([
      { ...common, translationId: first.translationId, replaces: null },
      { ...common, translationId: changed.translationId, replaces: first.translationId },
    ]);
    expect(written[0]?.actorId).toBe(translator.personId);
  });

  it('is not written when it cannot be put on record', async () => {
    const { decisionId } = await ready();
    await expect(withoutAudit(workspace.database, () => translate(decisionId))).rejects.toThrow();
    expect(await rowsOf(decisionId)).toBe(0);
  });
});

describe('once a correction said other words', () => {
  const corrected = (referralId: string, change: Partial<CorrectionInput>) =>
    writeCorrection(store, referrer, {
      referralId,
      ...CorrectionInput.parse({ relation: 'CORRECTION', reason: 'It was another place', ...change }),
    });
  const told = { language: 'en', text: 'The account asks for years.' } as const;
  /** An item whose explanation went to Google and waits for somebody else. */
  const sentToOne = async () => {
    const { referralId, decisionId, itemId } = await ready();
    await translate(decisionId);
    const [other] = await store.db
      .insert(referrals)
      .values({
        itemId,
        decisionId,
        recipientId: await recipientBySlug(store, 'meta'),
        imminent: false,
        rank: 0,
      })
      .returning({ id: referrals.id });
    await sendToGoogle(store, referrer, [referralId]);
    return { referralId, decisionId, itemId, other: other?.id ?? '' };
  };

  it('of the explanation, a translation goes to nobody beside the first one, and none is written', async () => {
    const { referralId, decisionId, itemId, other } = await sentToOne();
    const explanation = 'The account asks for secrecy, in the morning.';
    expect((await composed(other)).translationEn?.text).toBe(words);
    const correction = await corrected(referralId, { explanation });
    expect((await composed(correction.referralId)).translationEn).toBeNull();
    expect((await composed(other)).translationEn).toBeNull();
    expect(await seen(itemId)).toMatchObject([{ text: words, outOfDate: true, toldInstead: null }]);
    const { decisions: shown } = await getItem(store, { ...translator, roles: ['reviewer'] }, itemId);
    expect(shown).toMatchObject([{ correctedTo: explanation, correctionId: correction.referralId }]);
    await expect(translate(decisionId)).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ code: 'corrected' }],
    });
    expect(await rowsOf(decisionId)).toBe(1);
    await withdrawReferral(store, referrer, { referralId: correction.referralId, reason: 'Not so' });
    expect((await composed(other)).translationEn?.text).toBe(words);
  });

  it('of the translation alone, others do not get the wrong one until somebody saves it again', async () => {
    const { referralId, decisionId, itemId, other } = await sentToOne();
    await corrected(referralId, { translation: told });
    expect((await composed(other)).translationEn).toBeNull();
    expect(await seen(itemId)).toMatchObject([{ text: words, outOfDate: true, toldInstead: told.text }]);
    await translate(decisionId, { text: told.text });
    expect(await seen(itemId)).toMatchObject([{ text: told.text, outOfDate: false, toldInstead: null }]);
    expect((await composed(other)).translationEn?.text).toBe(told.text);
    expect(await rowsOf(decisionId)).toBe(2);
  });

  it('of the translation, it is out of date also for who followed a correction that was withdrawn', async () => {
    const { referralId, decisionId, other } = await sentToOne();
    const { referralId: withdrawn } = await corrected(referralId, { translation: told });
    await translate(decisionId, { text: told.text });
    await withdrawReferral(store, referrer, { referralId: withdrawn, reason: 'Not so' });
    expect((await composed(other)).translationEn).toBeNull();
  });

  it('it is as before where the correction was withdrawn, or changed no words', async () => {
    const { referralId, itemId } = await sentToOne();
    const { referralId: withdrawn } = await corrected(referralId, { explanation: 'Other words.' });
    await withdrawReferral(store, referrer, { referralId: withdrawn, reason: 'Not so' });
    expect(await seen(itemId)).toMatchObject([{ outOfDate: false }]);
    await corrected(referralId, { severity: 3 });
    expect(await seen(itemId)).toMatchObject([{ outOfDate: false }]);
  });

  it('or a colleague translated, nothing is saved by who has not seen that', async () => {
    const { referralId, decisionId } = await sentToOne();
    const before = await seenOf(decisionId);
    const stale = { slug: 'conflict', errors: [{ code: 'changed_meanwhile' }] };
    await translate(decisionId, { text: 'A better word.' });
    await expect(translate(decisionId, { text: 'Another.', seen: before })).rejects.toMatchObject(stale);
    const after = await seenOf(decisionId);
    await corrected(referralId, { translation: told });
    await expect(translate(decisionId, { text: 'Another.', seen: after })).rejects.toMatchObject(stale);
    expect(await rowsOf(decisionId)).toBe(2);
    await translate(decisionId, { text: 'Another.' });
    expect(await rowsOf(decisionId)).toBe(3);
  });

  it('at the same time as it is translated, one of the two sees the other', async () => {
    const { referralId, decisionId, other } = await sentToOne();
    await Promise.allSettled([
      translate(decisionId, { text: 'Another.' }),
      corrected(referralId, { explanation: 'Other words.' }),
    ]);
    expect((await composed(other)).translationEn).toBeNull();
  });

  it('is not sent by its writer who saved it again after that, whoever had saved it before', async () => {
    const { referralId, decisionId, other } = await sentToOne();
    await translate(decisionId, {}, await addPerson(store, ['lead']));
    await corrected(referralId, { translation: told });
    await translate(decisionId);
    const meta = await recipientBySlug(store, 'meta');
    const [row] = await store.db.select().from(recipients).where(eq(recipients.id, meta));
    if (!row) throw new Error('Meta is missing');
    const give = (configuration: typeof row.configuration) =>
      store.db.update(recipients).set({ configuration }).where(eq(recipients.id, meta));
    await give({
      ...row.configuration,
      platforms: ['YOUTUBE'],
      fields: [...row.configuration.fields, 'translation_en'],
    });
    const order = { recipientId: meta, referralIds: [other] };
    const [batch] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
    await give(row.configuration);
    const batchId = batch?.batchId ?? '';
    await finishBatch(store, batchId, []);
    const send = (by: Actor) => markBatchSent(store, by, { batchId, sentAt: new Date().toISOString() });
    await expect(send(translator)).rejects.toMatchObject({ errors: [{ code: 'own_translation' }] });
    expect(await send(referrer)).toMatchObject({ state: 'SENT' });
  });
});

describe('a batch with a translation', () => {
  const built = async (withDecision: boolean) => {
    const { referralId, decisionId } = await ready();
    if (withDecision)
      await store.db.insert(translations).values({
        decisionId,
        language: 'en',
        text: words,
        withDecision,
        writtenBy: translator.personId,
      });
    else await translate(decisionId);
    const order = { recipientId: google, referralIds: [referralId] };
    const [batch] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    await finishBatch(store, batchId, []);
    return { batchId, decisionId };
  };
  const send = (batchId: string, by: Actor = referrer) =>
    markBatchSent(store, by, { batchId, sentAt: new Date().toISOString() });
  const refusal = (code: string) => ({ slug: 'conflict', errors: [{ code }] });

  it('that was written after the decision is sent by somebody else than its writer, or after somebody else saved it too', async () => {
    const { batchId, decisionId } = await built(false);
    expect((await getBatch(store, batchId)).secondLook).toBeNull();
    await expect(send(batchId, translator)).rejects.toMatchObject(refusal('own_translation'));
    const other = await addPerson(store, ['lead']);
    expect((await translate(decisionId, {}, other)).text).toBe(words);
    expect(await send(batchId, translator)).toMatchObject({ state: 'SENT' });
    const { batchId: another } = await built(false);
    expect(await send(another)).toMatchObject({ state: 'SENT' });
  });

  it('that was written with the decision is sent by anybody who may', async () => {
    const { batchId } = await built(true);
    expect(await send(batchId, translator)).toMatchObject({ state: 'SENT' });
  });

  it('about imminent danger does not wait', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    const [inside] = await store.db.select().from(referrals).where(eq(referrals.batchId, batchId));
    await cancelBatch(store, referrer, batchId);
    await translate(inside?.decisionId ?? '');
    const order = { recipientId: inside?.recipientId ?? '', referralIds: [inside?.id ?? ''] };
    const [again] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
    await finishBatch(store, again?.batchId ?? '', []);
    const [content] = await readBatchReferrals(store, again?.batchId ?? '');
    expect(content?.translationEn?.text).toBe(words);
    expect(await send(again?.batchId ?? '', translator)).toMatchObject({ state: 'SENT' });
  });
});

describe('a translation is refused', () => {
  it('with personal data that was not confirmed, and with the name of a colleague, at its field', async () => {
    const { decisionId } = await ready();
    const phone = { text: 'Call 081-234-5678 at night.' };
    await expect(translate(decisionId, phone)).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/text', code: 'personal_data' }],
    });
    await expect(
      translate(decisionId, { text: 'Tida Translates read it.', confirmedPersonalData: ['Tida Translates'] }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/text', code: 'names_a_colleague' }] });
    expect(await rowsOf(decisionId)).toBe(0);
    await translate(decisionId, { ...phone, confirmedPersonalData: ['081-234-5678'] });
    expect(await rowsOf(decisionId)).toBe(1);
  });

  it('where its script is plainly not that of its language', async () => {
    const { decisionId } = await ready();
    const refusal = { slug: 'invalid-request', errors: [{ pointer: '/text', code: 'not_in_language' }] };
    await expect(translate(decisionId, { language: 'th' })).rejects.toMatchObject(refusal);
    await expect(translate(decisionId, { text: 'บัญชีนี้ถามอายุเด็ก' })).rejects.toMatchObject(refusal);
    expect(await rowsOf(decisionId)).toBe(0);
  });

  it('of an unknown decision, and of one whose words go to nobody', async () => {
    await expect(translate(unknown)).rejects.toMatchObject({
      slug: 'not-found',
    });
    // Of a grave item the first of two decisions concludes nothing.
    const { itemId } = await confirmItem(store, { severity: 3 });
    const [first] = await store.db
      .select()
      .from(decisions)
      .where(and(eq(decisions.itemId, itemId), eq(decisions.toState, 'SECOND_REVIEW')));
    await expect(translate(first?.id ?? '')).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ code: 'not_sent_on' }],
    });
  });

  it('of whoever flagged the item, by the verb and by the database', async () => {
    const { referralId, decisionId } = await ready();
    const flagger = await flaggerOf(store, referralId);
    await expect(translate(decisionId, {}, flagger)).rejects.toMatchObject({ slug: 'two-people' });
    const pool = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
    try {
      await expect(
        pool.query(
          `insert into translations (id, decision_id, language, translated_from, text, written_by)
           values (gen_random_uuid(), $1, 'en', 'th', 'Words.', $2)`,
          [decisionId, flagger.personId],
        ),
      ).rejects.toMatchObject({ code: 'LW005' });
    } finally {
      await pool.end();
    }
  });

  it('where it is empty or too long', () => {
    const input = { language: 'en', text: words, seen: nothing };
    expect(TranslationInput.safeParse(input).success).toBe(true);
    for (const wrong of [
      { text: ' \n' },
      { text: 'a'.repeat(1001) },
      { language: 'de' },
      { seen: undefined },
      { note: 'Another field' },
    ])
      expect(TranslationInput.safeParse({ ...input, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});
