import type { Stack } from '../stack/start-stack.ts';

/** Analysts between whom the generated flags are shared out. */
const ANALYSTS = 50;
const CHUNK = 100_000;

/**
 * Fills a database with invented items that all wait in the queue, one flag each, spread over 90 days, all urgencies,
 * severities and scores; then gathers statistics as autovacuum would. Written by the owner with generate_series,
 * because a million flags over HTTP take half an hour.
 */
export async function fillQueue({ owner }: Pick<Stack, 'owner'>, count: number): Promise<void> {
  await owner.query(
    `insert into people (id, name, email, pseudonym, roles, joined_at)
     select uuidv7(), 'Analyst ' || n, 'analyst-' || n || '@lapwing.example', 'godwit-' || n, '{analyst}', now()
     from generate_series(1, $1::int) n`,
    [ANALYSTS],
  );
  for (let first = 1; first <= count; first += CHUNK)
    await owner.query(fillSql, [first, Math.min(count, first + CHUNK - 1)]);
  await owner.query('vacuum (analyze) items');
  await owner.query('vacuum (analyze) flags');
}

// The rank is put together as priorityOf in contracts does it: I U S PPP FF.
const fillSql = `
with facts as (
  select n, uuidv7() as id, random() as risk, (random() * 2)::int as urgency, 1 + (random() * 3)::int as severity,
    now() - random() * interval '90 days' as at
  from generate_series($1::int, $2::int) n
), new_items as (
  insert into items (id, identity_key, platform, kind, content_id, ids, canonical_url, unresolved, category, severity,
    urgency, imminent_bases, flaggers, language, excerpt, risk, rank, reasons, first_flagged_at, changed_at)
  select id, 'FACEBOOK:POST:' || n, 'FACEBOOK', 'POST', n::text, jsonb_build_object('post', n::text),
    'https://www.facebook.com/lapwing.example/posts/' || n, false, 'GROOMING', severity,
    (array['ROUTINE', 'PRIORITY', 'URGENT'])[urgency + 1], '{}', 1, 'en', repeat('xxxxx xxx ', 8), risk,
    urgency * 1000000 + severity * 100000 + round(risk * 100)::int * 100 + 1,
    jsonb_build_array(jsonb_build_object('kind', 'SEVERITY', 'severity', severity),
      jsonb_build_object('kind', 'RISK', 'percent', round(risk * 100)::int)), at, at
  from facts
)
insert into flags (id, item_id, person_id, idempotency_key, body_hash, already_known, url_original, category,
  secondary_categories, modifiers, severity, urgency, text_length, excerpt, observed_at, hashes, client, received_at)
select uuidv7(), id, (array(select id from people where pseudonym like 'godwit-%'))[1 + n % ${ANALYSTS}],
  'generated-' || n, 'generated', false, 'https://www.facebook.com/lapwing.example/posts/' || n, 'GROOMING', '{}', '{}',
  severity, (array['ROUTINE', 'PRIORITY', 'URGENT'])[urgency + 1], 0, repeat('xxxxx xxx ', 8), at, '[]', 'generated', at
from facts`;

/**
 * Makes the head of the queue crowded for one reviewer: the first `held` items are claimed by colleagues for an hour,
 * the next `own` were flagged by herself too. Claim-next has to pass over all of them.
 */
export async function crowdHead(
  { owner }: Pick<Stack, 'owner'>,
  reviewerId: string,
  colleagueId: string,
  crowd: { held: number; own: number },
): Promise<void> {
  const head = `select id, row_number() over (order by rank desc, first_flagged_at, id) as place from items
    where state = 'QUEUED' order by rank desc, first_flagged_at, id limit $1`;
  await owner.query(
    `with head as (${head}), held as (
       update items set held_until = now() + interval '1 hour', claim_token = claim_token + 1
       from head where items.id = head.id returning items.id, claim_token)
     insert into claims (id, item_id, person_id, token, expires_at)
     select uuidv7(), id, $2, claim_token, now() + interval '1 hour' from held`,
    [crowd.held, colleagueId],
  );
  await owner.query(
    `insert into flags (id, item_id, person_id, idempotency_key, body_hash, already_known, url_original, category,
       secondary_categories, modifiers, severity, urgency, text_length, excerpt, observed_at, hashes, client)
     select uuidv7(), head.id, $2, 'own-' || place, 'generated', true, 'https://www.facebook.com/own', 'GROOMING',
       '{}', '{}', 1, 'ROUTINE', 0, '', now(), '[]', 'generated'
     from (${head}) head where place > $3`,
    [crowd.held + crowd.own, reviewerId, crowd.held],
  );
}
