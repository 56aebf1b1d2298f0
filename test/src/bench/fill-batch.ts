import { exportFormats, RecipientConfiguration, referralFields } from '@lapwing/contracts';
import { v7 } from 'uuid';
import type { Stack } from '../stack/start-stack.ts';

const configurationOf = (changes: Partial<RecipientConfiguration>): RecipientConfiguration =>
  RecipientConfiguration.parse({
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
    ...changes,
  });

/**
 * Fills a database with one batch of invented referrals whose files are to be written, with every field, as CSV and JSON
 * Lines unless the configuration says otherwise. Written by the owner with generate_series; the items are about as long as
 * real ones. Gives the batch's id.
 */
export async function fillBatch(
  stack: Pick<Stack, 'owner'>,
  count: number,
  changes: Partial<RecipientConfiguration> = {},
): Promise<string> {
  const { owner } = stack;
  const batchId = v7();
  const configuration = configurationOf(changes);
  const personId = await fillConfirmed(stack, count);
  const [recipientId = ''] = await fillRecipients(stack, [{ slug: 'desk', configuration }]);
  await owner.query(
    `insert into batches (id, recipient_id, imminent, configuration, created_by) values ($1, $2, false, $3, $4)`,
    [batchId, recipientId, configuration, personId],
  );
  await withoutRules(stack, ['referrals'], async () => {
    await owner.query(
      `insert into referrals (id, item_id, recipient_id, decision_id, state, batch_id, batch_position, content, imminent,
        rank)
      select referral, item, $1, decision, 'BATCHED', $2, n - 1, ${content}, false, 1
      from (select uuidv7() as referral, facts.* from (${confirmed}) facts) facts`,
      [recipientId, batchId],
    );
    await owner.query('vacuum (analyze) referrals');
  });
  return batchId;
}

/**
 * Fills a database with batches of one invented referral each, built, and to be delivered by e-mail since now: as many to
 * each of the addresses. Their files are a CSV, a manifest and a signature, invented and about as long as real ones.
 */
export async function fillMails(
  stack: Pick<Stack, 'owner'>,
  count: number,
  addresses: readonly string[],
): Promise<void> {
  const { owner } = stack;
  const personId = await fillConfirmed(stack, count);
  const recipients = await fillRecipients(
    stack,
    addresses.map((address, index) => ({
      slug: `desk-${index + 1}`,
      configuration: configurationOf({ formats: ['csv'], transport: { kind: 'EMAIL', address } }),
    })),
  );
  await withoutRules(stack, ['referrals', 'batches', 'batch_files', 'batch_file_chunks'], async () => {
    await owner.query(
      `insert into batches (id, recipient_id, state, imminent, configuration, created_by, idempotency_key,
        idempotency_index, built_at, delivery_state, delivery_target, delivery_requested_by, delivery_requested_at,
        delivery_due_at)
      select uuidv7(), recipients.id, 'BUILT', false, configuration, $2, 'bench', n, now(), 'WAITING',
        configuration -> 'transport', $2, now(), now()
      from generate_series(1, $3::int) n join recipients on recipients.id = ($1::uuid[])[1 + n % cardinality($1)]`,
      [recipients, personId, count],
    );
    await owner.query('vacuum (analyze) batches');
    await owner.query(
      `insert into referrals (id, item_id, recipient_id, decision_id, state, batch_id, batch_position, content, imminent,
        rank)
      select referral, item, batches.recipient_id, decision, 'BATCHED', batches.id, 0, ${content}, false, 1
      from (select uuidv7() as referral, facts.* from (${confirmed}) facts) facts
      join batches on batches.idempotency_index = n`,
    );
    await owner.query('vacuum (analyze) referrals');
    await owner.query(`
      with bytes as (
        select batch_id, convert_to(content::text, 'UTF8') as csv,
          convert_to(jsonb_build_object('batchId', batch_id, 'files', repeat('-', 900))::text, 'UTF8') as manifest,
          convert_to(repeat('A', 88), 'UTF8') as signature
        from referrals
      ), files as (
        select uuidv7() as id, batch_id, place, name, media_type, bytes from bytes, lateral (values
          (0, 'referrals.csv', 'text/csv; charset=utf-8', csv),
          (1, 'manifest.json', 'application/json', manifest),
          (2, 'manifest.sig', 'text/plain; charset=us-ascii', signature)
        ) as three (place, name, media_type, bytes)
      ), rows as (
        insert into batch_files (id, batch_id, position, name, media_type, size, sha256)
        select id, batch_id, place, name, media_type, length(bytes), encode(sha256(bytes), 'hex') from files
      )
      insert into batch_file_chunks (file_id, position, bytes) select id, 0, bytes from files`);
    await owner.query('vacuum (analyze) batch_files, batch_file_chunks');
  });
}

/** Makes recipients in use and gives their ids, in order. */
async function fillRecipients(
  { owner }: Pick<Stack, 'owner'>,
  recipients: readonly { slug: string; configuration: RecipientConfiguration }[],
): Promise<string[]> {
  const made = recipients.map((recipient) => ({ id: v7(), ...recipient }));
  for (const { id, slug, configuration } of made)
    await owner.query(
      `insert into recipients (id, slug, name, active, configuration) values ($1, $2, 'Desk', true, $3)`,
      [id, slug, configuration],
    );
  return made.map(({ id }) => id);
}

/** Makes items that one person confirmed, and gives her id. */
async function fillConfirmed({ owner }: Pick<Stack, 'owner'>, count: number): Promise<string> {
  const personId = v7();
  await owner.query(
    `insert into people (id, name, email, pseudonym, roles, joined_at)
     values ($1, 'Rita Example', 'rita@lapwing.example', 'godwit-1', '{reviewer}', now())`,
    [personId],
  );
  // Each statement sees statistics of what it refers to, else Postgres would read whole tables for every row.
  await owner.query(
    `insert into items (id, identity_key, platform, kind, content_id, ids, canonical_url, unresolved, state, category,
      severity, urgency, imminent_bases, flaggers, language, excerpt, rank, reasons, first_flagged_at)
    select uuidv7(), 'FACEBOOK:POST:' || n, 'FACEBOOK', 'POST', n::text, jsonb_build_object('post', n::text),
      'https://www.facebook.com/lapwing.example/posts/' || n, false, 'QUEUED', 'GROOMING', 2, 'PRIORITY', '{}', 1, 'th',
      'xxxxx', n, '[]', now()
    from generate_series(1, $1::int) n`,
    [count],
  );
  await owner.query('vacuum (analyze) items');
  await owner.query(
    `insert into claims (id, item_id, person_id, token, state, expires_at, ended_at)
    select uuidv7(), id, $1, 1, 'DECIDED', now(), now() from items`,
    [personId],
  );
  await owner.query('vacuum (analyze) claims');
  await owner.query(
    `insert into decisions (id, item_id, review_round, person_id, claim_id, verdict, category, secondary_categories,
      modifiers, severity, explanation, note, from_state, to_state)
    select uuidv7(), item_id, 1, $1, id, 'CONFIRM', 'GROOMING', '{}', '{}', 2, 'Invented.', '', 'QUEUED', 'CONFIRMED'
    from claims`,
    [personId],
  );
  await owner.query('vacuum (analyze) decisions');
  return personId;
}

/** The rules that hold past the verbs look at a whole batch for every row of it: not while a database is filled. */
export async function withoutRules(
  { owner }: Pick<Stack, 'owner'>,
  tables: readonly string[],
  fill: () => Promise<unknown>,
): Promise<void> {
  for (const table of tables) await owner.query(`alter table ${table} disable trigger user`);
  await fill();
  for (const table of tables) await owner.query(`alter table ${table} enable trigger user`);
}

/** Every confirmed item with its decision, numbered from 1. */
const confirmed = `select items.id as item, decisions.id as decision, canonical_url as url, rank as n
  from items join decisions on decisions.item_id = items.id`;

/** A moment that is another one for each of them, as text. */
const momentOf = (first: string): string =>
  `to_char(timestamp '${first}' + n * interval '7 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')`;

/** What is sent of one of them. */
const content = `jsonb_build_object(
  'referralId', referral, 'schemaVersion', '1.0', 'platform', 'FACEBOOK', 'contentType', 'POST',
  'urlOriginal', url || '?ref=share', 'urlCanonical', url, 'categoryCode', 'GROOMING', 'secondaryCategories', '[]'::jsonb,
  'modifiers', '[]'::jsonb, 'policyArea', 'Child Sexual Exploitation, Abuse and Nudity', 'jurisdiction', 'TH',
  'severity', 2, 'urgency', 'PRIORITY', 'imminentDanger', false, 'imminentBases', '[]'::jsonb,
  'explanation', 'The account asks children for their age, "asks" for secrecy and offers gifts for contact. '
    || 'บัญชีนี้ถามอายุของเด็ก ขอให้เก็บเป็นความลับ และเสนอของขวัญ (' || n || ')',
  'contentLanguage', 'th', 'observedAt', ${momentOf('2026-01-30 08:00')}, 'verifiedLiveAt', ${momentOf('2026-01-31 09:30')},
  'requestedAction', 'REMOVE', 'goodFaith', true, 'platformContentId', n::text, 'parentId', null,
  'accountHandle', 'lapwing.example', 'accountId', (n % 5000)::text, 'groupId', null, 'mediaTimecode', null,
  'legalBasis', '[]'::jsonb, 'postedAt', ${momentOf('2026-01-29 07:00')}, 'hashes', '[]'::jsonb,
  'notifierRef', 'plover-' || n % 50)`;
