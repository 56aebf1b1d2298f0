import type { Probabilities } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { scores } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { loadScoringInput, type ScoringInput } from './load-scoring-input.ts';

/** What a challenger said of one reading; `knownWords` where the model tells it. */
export interface ShadowScore {
  risk: number;
  probabilities: Probabilities;
  abstained: boolean;
  knownWords?: number | null;
}

/** How far the shadow has come in the scores that order the queue; opaque, kept by the caller. */
export interface ShadowPlace {
  at: string;
  id: string;
}

const FIRST_PLACE: ShadowPlace = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
/** Scores become visible when their transaction ends, a little out of order. */
const OVERLAP = '20 seconds';
const WINDOW = 512;
const BATCH = 64;

type Candidate = { item_id: string; id: string; at: string; wanted: boolean };

/**
 * Lets a challenger score what the champion has scored: items that are open, and those scored since the shadow began.
 * Follows the champion's scores through the database and not through the jobs, so that a challenger that is slow or
 * broken holds nothing up. Writes rows of scores and nothing else: no item moves (rule 4).
 *
 * @param score what the challenger says of each reading, in their order
 * @returns the place to go on from, and whether there is more to do now
 */
export async function scoreInShadow(
  store: Pick<Store, 'db' | 'sealer'>,
  challenger: { version: string; since: Date },
  score: (inputs: readonly ScoringInput[]) => Promise<readonly ShadowScore[]>,
  from: ShadowPlace = FIRST_PLACE,
): Promise<{ place: ShadowPlace; more: boolean }> {
  const { rows } = await store.db.execute<Candidate>(sql`
    select s.item_id, s.id, s.scored_at::text as at,
      (s.scored_at >= ${challenger.since.toISOString()}::timestamptz
        or i.state in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD'))
      and not exists (select from scores c where c.item_id = s.item_id
        and c.model_version = ${challenger.version} and c.input_hash = s.input_hash and c.shadow) as wanted
    from scores s join items i on i.id = s.item_id
    where not s.shadow and (s.scored_at, s.id) > (${from.at}::timestamptz, ${from.id}::uuid)
    order by s.scored_at, s.id limit ${WINDOW}`);
  const last = rows.at(-1);
  const wanted = [...new Set(rows.filter((row) => row.wanted).map((row) => row.item_id))];
  for (let start = 0; start < wanted.length; start += BATCH)
    await scoreBatch(store, challenger.version, wanted.slice(start, start + BATCH), score);
  if (rows.length === WINDOW && last) return { place: { at: last.at, id: last.id }, more: true };
  const { rows: overlapped } = await store.db.execute<{ at: string }>(
    sql`select greatest(${from.at}::timestamptz, now() - ${OVERLAP}::interval)::text as at`,
  );
  return { place: { at: overlapped[0]?.at ?? from.at, id: FIRST_PLACE.id }, more: false };
}

async function scoreBatch(
  store: Pick<Store, 'db' | 'sealer'>,
  version: string,
  itemIds: readonly string[],
  score: (inputs: readonly ScoringInput[]) => Promise<readonly ShadowScore[]>,
): Promise<void> {
  const inputs = await loadScoringInput(store, itemIds);
  const said = await score(inputs);
  await store.db.transaction(async (transaction) => {
    const inserted = await transaction
      .insert(scores)
      .values(
        inputs.flatMap(({ itemId, inputHash }, index) => {
          const found = said[index];
          if (!found) return [];
          const { risk, probabilities, abstained, knownWords = null } = found;
          const modelVersion = version;
          return [
            { itemId, inputHash, modelVersion, risk, probabilities, abstained, knownWords, shadow: true },
          ];
        }),
      )
      .onConflictDoNothing()
      .returning({ itemId: scores.itemId, abstained: scores.abstained });
    await writeAudit(
      transaction,
      ...inserted.map(({ itemId, abstained }) => ({
        verb: 'ITEM_SCORED' as const,
        actor: null,
        subjectKind: 'item' as const,
        subjectId: itemId,
        details: { modelVersion: version, abstained, shadow: true },
      })),
    );
  });
}
