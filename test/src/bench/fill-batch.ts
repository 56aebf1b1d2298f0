import { exportFormats, RecipientConfiguration, referralFields } from '@lapwing/contracts';
import { v7 } from 'uuid';
import type { Stack } from '../stack/start-stack.ts';

/**
 * Fills a database with one batch of invented referrals whose files are to be written as CSV and JSON Lines, with every
 * field. Written by the owner with generate_series; the items are about as long as real ones. Gives the batch's id.
 */
export async function fillBatch({ owner }: Pick<Stack, 'owner'>, count: number): Promise<string> {
  const [recipientId, personId, batchId] = [v7(), v7(), v7()];
  const configuration = RecipientConfiguration.parse({
    platforms: ['FACEBOOK'],
    formats: exportFormats.filter((format) => format === 'csv' || format === 'jsonl'),
    fields: [...referralFields],
    policyAreas: {},
    transport: { kind: 'DOWNLOAD' },
    maximumReferrals: 1_000,
    expectedResponseHours: 72,
    language: 'en',
    jurisdiction: 'TH',
    legalBasis: [],
    tlp: 'AMBER',
    handOverNote: '',
  });
  await owner.query(
    `insert into people (id, name, email, pseudonym, roles, joined_at)
     values ($1, 'Rita Example', 'rita@lapwing.example', 'godwit-1', '{reviewer}', now())`,
    [personId],
  );
  await owner.query(
    `insert into recipients (id, slug, name, active, configuration) values ($1, 'desk', 'Desk', true, $2)`,
    [recipientId, configuration],
  );
  await owner.query(
    `insert into batches (id, recipient_id, imminent, configuration, created_by) values ($1, $2, false, $3, $4)`,
    [batchId, recipientId, configuration, personId],
  );
  // Each statement sees statistics of what it refers to, else Postgres would read whole tables for every row.
  // The rules that hold past the verbs look at the whole batch for every row of it.
  await owner.query('alter table referrals disable trigger user');
  for (const [table, statement] of Object.entries(fillSql)) {
    await owner.query(statement.text, statement.values({ count, personId, recipientId, batchId }));
    await owner.query(`vacuum (analyze) ${table}`);
  }
  await owner.query('alter table referrals enable trigger user');
  return batchId;
}

interface Ids {
  count: number;
  personId: string;
  recipientId: string;
  batchId: string;
}

/** By table, in the order in which they refer to each other. */
const fillSql: Record<string, { text: string; values: (ids: Ids) => unknown[] }> = {
  items: {
    values: ({ count }) => [count],
    text: `insert into items (id, identity_key, platform, kind, content_id, ids, canonical_url, unresolved, state, category,
      severity, urgency, imminent_bases, flaggers, language, excerpt, rank, reasons, first_flagged_at)
    select uuidv7(), 'FACEBOOK:POST:' || n, 'FACEBOOK', 'POST', n::text, jsonb_build_object('post', n::text),
      'https://www.facebook.com/lapwing.example/posts/' || n, false, 'QUEUED', 'GROOMING', 2, 'PRIORITY', '{}', 1, 'th',
      'xxxxx', n, '[]', now()
    from generate_series(1, $1::int) n`,
  },
  claims: {
    values: ({ personId }) => [personId],
    text: `insert into claims (id, item_id, person_id, token, state, expires_at, ended_at)
    select uuidv7(), id, $1, 1, 'DECIDED', now(), now() from items`,
  },
  decisions: {
    values: ({ personId }) => [personId],
    text: `insert into decisions (id, item_id, review_round, person_id, claim_id, verdict, category, secondary_categories,
      modifiers, severity, explanation, note, from_state, to_state)
    select uuidv7(), item_id, 1, $1, id, 'CONFIRM', 'GROOMING', '{}', '{}', 2, 'Invented.', '', 'QUEUED', 'CONFIRMED'
    from claims`,
  },
  referrals: {
    values: ({ recipientId, batchId }) => [recipientId, batchId],
    text: `insert into referrals (id, item_id, recipient_id, decision_id, state, batch_id, batch_position, content, imminent,
      rank)
    select referral, item, $1, decision, 'BATCHED', $2, n - 1, jsonb_build_object(
      'referralId', referral, 'schemaVersion', '1.0', 'platform', 'FACEBOOK', 'contentType', 'POST',
      'urlOriginal', url || '?ref=share', 'urlCanonical', url, 'categoryCode', 'GROOMING', 'secondaryCategories', '[]'::jsonb,
      'modifiers', '[]'::jsonb, 'policyArea', 'Child Sexual Exploitation, Abuse and Nudity', 'jurisdiction', 'TH',
      'severity', 2, 'urgency', 'PRIORITY', 'imminentDanger', false, 'imminentBases', '[]'::jsonb,
      'explanation', 'The account asks children for their age, "asks" for secrecy and offers gifts for contact. '
        || 'บัญชีนี้ถามอายุของเด็ก ขอให้เก็บเป็นความลับ และเสนอของขวัญ (' || n || ')',
      'contentLanguage', 'th', 'observedAt', '2026-01-30T08:00:00.000Z', 'verifiedLiveAt', '2026-01-31T09:30:00.000Z',
      'requestedAction', 'REMOVE', 'goodFaith', true, 'platformContentId', n::text, 'parentId', null,
      'accountHandle', 'lapwing.example', 'accountId', (n % 5000)::text, 'groupId', null, 'mediaTimecode', null,
      'legalBasis', '[]'::jsonb, 'postedAt', '2026-01-29T07:00:00.000Z', 'hashes', '[]'::jsonb,
      'notifierRef', 'plover-' || n % 50), false, 1
    from (select uuidv7() as referral, items.id as item, decisions.id as decision, canonical_url as url, rank as n
      from items join decisions on decisions.item_id = items.id) facts`,
  },
};
