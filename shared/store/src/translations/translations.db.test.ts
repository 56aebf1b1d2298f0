import { Referral, TranslationInput } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatches } from '../batches/create-batches.ts';
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
import { flaggerOf, readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { sendToGoogle } from '../testing/sent-referrals.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { translateExplanation } from './translate-explanation.ts';

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

const ready = async () => {
  const [referralId = ''] = await readyForGoogle(store, 1);
  const [row] = await store.db.select().from(referrals).where(eq(referrals.id, referralId));
  if (!row) throw new Error('No referral was made ready');
  return { referralId, decisionId: row.decisionId, itemId: row.itemId };
};
const translate = (decisionId: string, input: Partial<TranslationInput> = {}, by = translator) =>
  translateExplanation(store, by, {
    decisionId,
    ...TranslationInput.parse({ language: 'en', translatedFrom: 'th', text: words, ...input }),
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
    const { referralId, decisionId, itemId } = await ready();
    await translate(decisionId, { language: 'th', translatedFrom: 'en', text: 'บัญชีนี้ถามอายุเด็ก' });
    expect(await composed(referralId)).toMatchObject({ translationEn: null, translationTh: null });
    const taken = async () =>
      (await getItem(store, { ...translator, roles: ['reviewer'] }, itemId)).translationsTakenBy;
    const recipient = 'Google (YouTube, Drive, Sites, Search)';
    expect(await taken()).toEqual([{ language: 'en', recipients: [recipient] }]);
    const fields = await agree(['referral_id', 'url_original', 'explanation', 'translation_th']);
    try {
      expect(await taken()).toEqual([{ language: 'th', recipients: [recipient] }]);
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
  const corrected = async (referralId: string, explanation: string) =>
    writeCorrection(store, referrer, {
      referralId,
      relation: 'CORRECTION',
      reason: 'It was another place',
      explanation,
      confirmedPersonalData: [],
    });
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

  it('a translation is out of date and goes to nobody until somebody saves it again', async () => {
    const { referralId, decisionId, itemId, other } = await sentToOne();
    expect((await composed(other)).translationEn?.text).toBe(words);
    const correction = await corrected(referralId, 'The account asks for secrecy, in the morning.');
    expect((await composed(correction.referralId)).translationEn).toBeNull();
    expect(await seen(itemId)).toMatchObject([
      { text: words, outOfDate: true, correctedTo: 'The account asks for secrecy, in the morning.' },
    ]);
    expect((await composed(other)).translationEn).toBeNull();
    await translate(decisionId);
    expect(await seen(itemId)).toMatchObject([{ text: words, outOfDate: false, correctedTo: null }]);
    expect((await composed(other)).translationEn?.text).toBe(words);
    expect(await rowsOf(decisionId)).toBe(2);
  });

  it('it is as before where the correction was withdrawn, or changed no words', async () => {
    const { referralId, itemId } = await sentToOne();
    const { referralId: withdrawn } = await corrected(referralId, 'Other words.');
    await withdrawReferral(store, referrer, { referralId: withdrawn, reason: 'Not so' });
    expect(await seen(itemId)).toMatchObject([{ outOfDate: false }]);
    await writeCorrection(store, referrer, {
      referralId,
      relation: 'CORRECTION',
      reason: 'Graver than we said',
      severity: 3,
      confirmedPersonalData: [],
    });
    expect(await seen(itemId)).toMatchObject([{ outOfDate: false }]);
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

  it('of an unknown decision, and of one whose words go to nobody', async () => {
    await expect(translate('019a0000-0000-7000-8000-000000000000')).rejects.toMatchObject({
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

  it('where it is empty, too long, or in the language of the explanation', () => {
    const input = { language: 'en', translatedFrom: 'th', text: words };
    expect(TranslationInput.safeParse(input).success).toBe(true);
    for (const wrong of [
      { text: ' \n' },
      { text: 'a'.repeat(1001) },
      { translatedFrom: 'en' },
      { language: 'de' },
      { note: 'Another field' },
    ])
      expect(TranslationInput.safeParse({ ...input, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});
