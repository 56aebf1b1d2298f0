import type pg from 'pg';
import { createMicroBatcher } from '../micro-batcher.ts';
import { databaseError } from '../refusal.ts';
import type { flags, items } from '../schema/index.ts';
import type { Store } from '../store.ts';

export type NewFlag = typeof flags.$inferInsert & { id: string; itemId: string };
export type NewItem = typeof items.$inferInsert & { id: string };
/** That law enforcement was told, as it came with a flag. */
export type NewNotice = { id: string; notifiedAt: Date; agency: string; reference: string };

/** An item nobody has flagged yet, its first flag, and who asked. */
export interface FirstFlag {
  item: NewItem;
  flag: NewFlag;
  notice: NewNotice | null;
  requestId: string | null;
}

/** Most flags that share a statement. */
const LARGEST_BATCH = 32;

type Inserter = { add: (first: FirstFlag) => Promise<boolean> };
const inserters = new WeakMap<pg.Pool, Inserter>();

/**
 * Inserts a new item, its first flag, the audit row and a notice, or nothing at all when the item exists (false).
 * Committed when it resolves.
 *
 * Flags that come in while another is being committed share the next statement, hence one round trip and one write to
 * disk; when one of them makes such a statement fail, nothing of it is there, and each of them is tried alone.
 */
export function insertNewItem(store: Pick<Store, 'pool'>, first: FirstFlag): Promise<boolean> {
  const { pool } = store;
  let inserter = inserters.get(pool);
  if (inserter === undefined) {
    inserter = createMicroBatcher<FirstFlag, boolean>({
      size: LARGEST_BATCH,
      work: (batch) => insertBatch(pool, batch),
      isOfOne: isAboutData,
    });
    inserters.set(pool, inserter);
  }
  return inserter.add(first);
}

/** SQLSTATE classes 22 (data), 23 (constraint) and 40 (lost race); anything else, such as a database that is away, is of all. */
function isAboutData(error: unknown): boolean {
  return /^(?:22|23|40)/.test(databaseError(error)?.code ?? '');
}

async function insertBatch(pool: pg.Pool, batch: readonly FirstFlag[]): Promise<boolean[]> {
  const { rows } = await pool.query<{ item_id: string }>({
    name: 'insert-new-items',
    text: insertNewItemsSql,
    values: [JSON.stringify(batch.map(rowOf))],
  });
  const inserted = new Set(rows.map((row) => row.item_id));
  return batch.map(({ item }) => inserted.has(item.id));
}

/** The columns of the flag go by their own names, what only the item has by names that begin with `item_`. */
function rowOf({ item, flag, notice, requestId }: FirstFlag) {
  return {
    item_id: item.id,
    item_identity_key: item.identityKey,
    item_platform: item.platform,
    item_kind: item.kind,
    item_content_id: item.contentId,
    item_ids: item.ids,
    item_canonical_url: item.canonicalUrl,
    item_unresolved: item.unresolved,
    item_imminent_bases: item.imminentBases,
    item_rank: item.rank,
    item_reasons: item.reasons,
    id: flag.id,
    person_id: flag.personId,
    idempotency_key: flag.idempotencyKey,
    body_hash: flag.bodyHash,
    url_original: flag.urlOriginal,
    category: flag.category,
    secondary_categories: flag.secondaryCategories,
    modifiers: flag.modifiers,
    severity: flag.severity,
    urgency: flag.urgency,
    imminent_danger: flag.imminentDanger,
    text_sealed: flag.textSealed,
    text_length: flag.textLength,
    note_sealed: flag.noteSealed,
    excerpt: flag.excerpt,
    language: flag.language,
    author_handle: flag.authorHandle,
    author_id: flag.authorId,
    parent_id: flag.parentId,
    group_id: flag.groupId,
    media_timecode: flag.mediaTimecode,
    posted_at: flag.postedAt,
    observed_at: flag.observedAt,
    hashes: flag.hashes,
    client: flag.client,
    received_at: flag.receivedAt,
    notice_id: notice?.id,
    notified_at: notice?.notifiedAt,
    agency: notice?.agency,
    reference: notice?.reference,
    request_id: requestId,
  };
}

// In the order of the keys, so that two processes that insert the same items never wait for each other in a circle.
const insertNewItemsSql = `
with given as materialized (
  select * from jsonb_to_recordset($1::jsonb) as given(item_id uuid, item_identity_key text, item_platform text,
    item_kind text, item_content_id text, item_ids jsonb, item_canonical_url text, item_unresolved boolean,
    item_imminent_bases text[], item_rank integer, item_reasons jsonb, id uuid, person_id uuid, idempotency_key text,
    body_hash text, url_original text, category text, secondary_categories text[], modifiers text[], severity smallint,
    urgency text, imminent_danger jsonb, text_sealed text, text_length integer, note_sealed text, excerpt text,
    language text, author_handle text, author_id text, parent_id text, group_id text, media_timecode text,
    posted_at timestamptz, observed_at timestamptz, hashes jsonb, client text, received_at timestamptz, notice_id uuid,
    notified_at timestamptz, agency text, reference text, request_id text)
), new_item as (
  insert into items (id, identity_key, platform, kind, content_id, ids, canonical_url, unresolved, category, severity,
    urgency, imminent_bases, flaggers, language, excerpt, rank, reasons, score_due_at, first_flagged_at, changed_at)
  select item_id, item_identity_key, item_platform, item_kind, item_content_id, item_ids, item_canonical_url,
    item_unresolved, category, severity, urgency, item_imminent_bases, 1, language, excerpt, item_rank, item_reasons,
    received_at, received_at, received_at
  from given order by item_identity_key
  on conflict (identity_key) do nothing
  returning id
), first_flag as materialized (
  select given.* from given join new_item on new_item.id = given.item_id
), new_flag as (
  insert into flags (id, item_id, person_id, idempotency_key, body_hash, already_known, url_original, category,
    secondary_categories, modifiers, severity, urgency, imminent_danger, text_sealed, text_length, note_sealed, excerpt,
    language, author_handle, author_id, parent_id, group_id, media_timecode, posted_at, observed_at, hashes, client,
    received_at)
  select id, item_id, person_id, idempotency_key, body_hash, false, url_original, category, secondary_categories,
    modifiers, severity, urgency, imminent_danger, text_sealed, text_length, note_sealed, excerpt, language,
    author_handle, author_id, parent_id, group_id, media_timecode, posted_at, observed_at, hashes, client, received_at
  from first_flag
), new_audit as (
  insert into audit (verb, actor_id, subject_kind, subject_id, details, request_id)
  select 'FLAG_ACCEPTED', person_id, 'flag', id::text, jsonb_build_object('itemId', item_id, 'alreadyKnown', false),
    request_id
  from first_flag
  union all
  select 'LAW_ENFORCEMENT_NOTIFIED', person_id, 'item', item_id::text,
    jsonb_build_object('agency', agency, 'notifiedAt', notified_at), request_id
  from first_flag where agency is not null
), new_notice as (
  insert into law_enforcement_notices (id, item_id, person_id, kind, notified_at, agency, reference)
  select notice_id, item_id, person_id, 'NOTICE', notified_at, agency, reference from first_flag where agency is not null
)
select item_id from first_flag`;
