import { randomUUID } from 'node:crypto';
import { flagContext } from '@lapwing/store/flags/accept-flag';
import type { Store } from '@lapwing/store/store';
import { dismissItem } from '@lapwing/store/testing/dismissed-item';

import type { Phrase } from './new-kind-of-phrase.ts';

const bulkSql = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g(
    item_id uuid, flag_id uuid, claim_id uuid, sealed text, lang text, account text, harmful boolean)
), seed as (
  select i, d, c, f from items i join decisions d on d.item_id = i.id join claims c on c.id = d.claim_id
  join flags f on f.item_id = i.id where i.id = $2
), new_items as (
  insert into items select (jsonb_populate_record(i, jsonb_build_object('id', item_id, 'identity_key', item_id,
    'state', 'QUEUED', 'language', lang))).* from given, seed
), new_flags as (
  insert into flags select (jsonb_populate_record(f, jsonb_build_object('id', flag_id, 'item_id', item_id,
    'idempotency_key', flag_id, 'text_sealed', sealed, 'language', lang, 'author_id', account))).* from given, seed
), new_claims as (
  insert into claims select (jsonb_populate_record(c, jsonb_build_object('id', claim_id, 'item_id', item_id))).*
  from given, seed
)
insert into decisions select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'item_id', item_id,
  'claim_id', claim_id, 'verdict', case when harmful then 'CONFIRM' else 'DISMISS' end,
  'category', case when harmful then 'GROOMING' end,
  'to_state', case when harmful then 'CONFIRMED' else 'DISMISSED' end))).* from given, seed`;

/**
 * Puts reviewed decisions into the database as if people had flagged and judged each post: copies of one that went
 * through the verbs, which for thousands would take minutes. Twenty posts in a row are of one account, or of two where some are harmful.
 */
export async function reviewInBulk(store: Store, phrases: readonly Phrase[]): Promise<void> {
  const { itemId } = await dismissItem(store, { text: 'An ordinary post about a school camp' });
  const rows = phrases.map(({ text, lang, harmful }, index) => {
    const flag = randomUUID();
    return {
      item_id: randomUUID(),
      flag_id: flag,
      claim_id: randomUUID(),
      sealed: store.sealer.seal(text, flagContext(flag, 'text')),
      lang,
      account: `account ${harmful ? 'a' : 'b'} ${Math.floor(index / 20)}`,
      harmful,
    };
  });
  await store.pool.query(bulkSql, [JSON.stringify(rows), itemId]);
  for (const [state, verdict] of [
    ['CONFIRMED', 'CONFIRM'],
    ['DISMISSED', 'DISMISS'],
  ])
    await store.pool.query(
      `update items set state = $1 where state = 'QUEUED'
         and exists (select from decisions d where d.item_id = items.id and d.verdict = $2)`,
      [state, verdict],
    );
}
