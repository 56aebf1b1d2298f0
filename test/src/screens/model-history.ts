import { join } from 'node:path';
import { STANDARD_RISK_THRESHOLD } from '@lapwing/contracts';
import { anotherVersion } from '@lapwing/scorer/testing/another-version';
import { addModel } from '@lapwing/store/models/add-model';
import { listModels } from '@lapwing/store/models/list-models';
import { startShadow } from '@lapwing/store/models/start-shadow';
import { dismissItem } from '@lapwing/store/testing/dismissed-item';
import { someModel } from '@lapwing/store/testing/some-model';
import type { Stack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';

/**
 * Six weeks of invented decisions, copied from a dismissed one past the verbs: each with a score of the version in use
 * and of the one in shadow, whose shadow began ten days ago. In Thai the posts of the last week are unlike those before.
 */
const historySql = `
with seed as (
  select i, d, c, f from items i join decisions d on d.item_id = i.id join claims c on c.id = d.claim_id
  join flags f on f.item_id = i.id where d.to_state = 'DISMISSED' limit 1
), plan as (
  select n, uuidv7() as item_id, uuidv7() as claim_id, n % 3 = 0 as confirmed,
    now() - (n % 42) * interval '1 day' - interval '1 hour' as at,
    case when n % 2 = 0 then 'th' else 'en' end as language,
    n % 42 < 7 and n % 2 = 0 as unlike
  from generate_series(1, 1200) n
), new_items as (
  insert into items select (jsonb_populate_record(i, jsonb_build_object('id', item_id, 'identity_key', 'history ' || n,
    'state', 'QUEUED', 'language', language, 'first_flagged_at', at - interval '1 hour', 'score_due_at', null))).*
  from plan, seed
), new_flags as (
  insert into flags select (jsonb_populate_record(f, jsonb_build_object('id', uuidv7(), 'item_id', item_id,
    'idempotency_key', 'history ' || n, 'text_sealed', null, 'author_id', 'account ' || n, 'author_handle', null))).*
  from plan, seed
), new_claims as (
  insert into claims select (jsonb_populate_record(c, jsonb_build_object('id', claim_id, 'item_id', item_id))).*
  from plan, seed
), new_decisions as (
  insert into decisions select (jsonb_populate_record(d, jsonb_build_object('id', uuidv7(), 'item_id', item_id,
    'claim_id', claim_id, 'decided_at', at, 'verdict', case when confirmed then 'CONFIRM' else 'DISMISS' end,
    'category', case when confirmed then 'GROOMING' end,
    'to_state', case when confirmed then 'CONFIRMED' else 'DISMISSED' end))).*
  from plan, seed
)
insert into scores (id, item_id, model_version, input_hash, risk, probabilities, abstained, known_words, scored_at, shadow)
select uuidv7(), item_id, version, 'of a text', least(0.99, greatest(0.01,
    case when confirmed then 0.6 else 0.4 end + sharp * case when confirmed then 0.2 else -0.2 end
    + case when unlike then 0.3 else 0 end + sin(n * 12.9898) * 0.35)),
  '{}', n % 17 = 0, case when unlike then 0.4 else 0.9 end, at - interval '30 minutes', version = $2
from plan, (values ($1, 0), ($2, 1)) as models(version, sharp)`;

/** Gives the page of models something to show: a version in shadow, and weeks of decisions. Returns its version. */
export async function addModelHistory(stack: Stack): Promise<string> {
  const champion = await until('the model of the release is registered', async () => {
    const { models } = await listModels(stack.store);
    return models.find(({ state }) => state === 'CHAMPION') ?? null;
  });
  const { personId } = await addTokenHolder(stack, ['admin'], 'Scribe');
  const actor = { personId, requestId: null };
  const version = await anotherVersion(join(stack.dataDirectory, 'models'), 'Of our own decisions.');
  await addModel(stack.store, actor, {
    ...someModel(),
    version,
    labels: champion.labels,
    languages: champion.languages,
    figures: champion.figures,
    riskThreshold: champion.riskThreshold ?? STANDARD_RISK_THRESHOLD,
  });
  await startShadow(stack.store, actor, version);
  await dismissItem(stack.store, { text: 'The seed of an invented history' });
  await stack.owner.query(historySql, [champion.version, version]);
  for (const [state, verdict] of [
    ['CONFIRMED', 'CONFIRM'],
    ['DISMISSED', 'DISMISS'],
  ])
    await stack.owner.query(
      `update items set state = $1 where identity_key like 'history %'
         and exists (select from decisions d where d.item_id = items.id and d.verdict = $2)`,
      [state, verdict],
    );
  await stack.owner.query(
    `update model_versions set state_since = now() - interval '10 days', added_at = now() - interval '60 days'
     where version = $1`,
    [version],
  );
  return version;
}
