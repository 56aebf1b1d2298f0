import { type Abstention, checkPercentOf, type Probabilities, type ScoreSpan } from '@lapwing/contracts';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { priorityOfFacts } from '../items/fold-flag.ts';
import { items, modelVersions } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';

/** What one version of the classifier said of one reading of one item. */
export interface NewScore {
  itemId: string;
  inputHash: string;
  /** The intent to score that was served; any other stays due. */
  dueAt: Date | null;
  modelVersion: string;
  risk: number;
  probabilities: Probabilities;
  abstained: boolean;
  /** Why it abstained, where the version says so; kept among the item's reasons. */
  abstention?: Abstention | null | undefined;
  /** Share of the words that the version knows, 0–1. */
  knownWords?: number | undefined;
  /** What moved the score: offsets into the text that was read, no letter of it. */
  spans?: ScoreSpan[] | undefined;
}

/**
 * Records scores and moves their items in the queue, all or none. A score that is known already (same item, version
 * and text) changes nothing but that it is no longer due. Rows are locked in the order of their ids, so that two
 * batches never wait for each other in a circle.
 *
 * What the champion said of an item is replaced by nobody else: a scorer that has not followed a promotion yet leaves
 * the item due.
 *
 * @param options.checkShare share of items that are picked to check the model, 0–1 (none)
 */
export function recordScores(
  store: Pick<Store, 'db'>,
  given: readonly NewScore[],
  options: { checkShare?: number } = {},
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const champion = await championVersion(transaction);
    const byItem = new Map(given.map((score) => [score.itemId, score]));
    const locked = await transaction
      .select()
      .from(items)
      .where(inArray(items.id, [...byItem.keys()]))
      .orderBy(asc(items.id))
      .for('update');
    if (locked.length === 0) return;
    const wanted = locked.flatMap((item) => byItem.get(item.id) ?? []);
    // As one parameter, like the update below: building a statement of 64 rows took longer than asking the model.
    const inserted = await transaction.execute<{ item_id: string }>(sql`
      insert into scores
        (id, item_id, model_version, input_hash, risk, probabilities, abstained, known_words, spans)
      select id, item_id, model_version, input_hash, risk, probabilities, abstained, known_words, spans
      from jsonb_to_recordset(${JSON.stringify(wanted.map(rowOf))}::jsonb) as new(
        id uuid, item_id uuid, model_version text, input_hash text, risk real, probabilities jsonb,
        abstained boolean, known_words real, spans jsonb)
      on conflict do nothing
      returning item_id`);
    const isNew = new Set(inserted.rows.map((row) => row.item_id));
    const changes = locked.flatMap((item) => {
      const score = byItem.get(item.id);
      if (!score) return [];
      // The same and not just no later: a flag may commit after the reading and have been received before it.
      const served = item.scoreDueAt !== null && item.scoreDueAt.getTime() === score.dueAt?.getTime();
      // Somebody served this intent or a newer one meanwhile, hence read at least as much.
      const outdated = item.scoreDueAt === null && score.dueAt !== null;
      const late = item.scoredBy === champion && score.modelVersion !== champion;
      const { risk, abstained, modelVersion } = score;
      const checkPercent = checkPercentOf(item.id, options.checkShare ?? 0, abstained);
      return {
        id: item.id,
        // Known already, but of another version since: a promotion was taken back.
        moves: (isNew.has(item.id) || item.scoredBy !== modelVersion) && !outdated && !late,
        served: served && !late,
        risk,
        abstained,
        scored_by: modelVersion,
        check_percent: checkPercent,
        ...priorityOfFacts({ ...item, risk, abstained, checkPercent }, score.abstention ?? null),
      };
    });
    // One statement for the batch: item by item, the round trips would take most of a scorer's time.
    await transaction.execute(sql`
      update items set
        risk = case when new.moves then new.risk else items.risk end,
        abstained = case when new.moves then new.abstained else items.abstained end,
        scored_by = case when new.moves then new.scored_by else items.scored_by end,
        check_percent = case when new.moves then new.check_percent else items.check_percent end,
        rank = case when new.moves then new.rank else items.rank end,
        reasons = case when new.moves then new.reasons else items.reasons end,
        changed_at = case when new.moves then ${new Date().toISOString()}::timestamptz else items.changed_at end,
        score_due_at = case when new.served then null else items.score_due_at end
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as new(
        id uuid, moves boolean, served boolean, risk real, abstained boolean, scored_by text,
        check_percent smallint, rank integer, reasons jsonb)
      where items.id = new.id`);
    await writeAudit(
      transaction,
      ...wanted
        .filter((score) => isNew.has(score.itemId))
        .map((score) => ({
          verb: 'ITEM_SCORED' as const,
          actor: null,
          subjectKind: 'item' as const,
          subjectId: score.itemId,
          details: { modelVersion: score.modelVersion, abstained: score.abstained },
        })),
    );
  });
}

/** The row of a score, by its columns; absent ones are null. */
function rowOf({
  itemId,
  modelVersion,
  inputHash,
  risk,
  probabilities,
  abstained,
  knownWords,
  spans,
}: NewScore) {
  return {
    id: v7(),
    item_id: itemId,
    model_version: modelVersion,
    input_hash: inputHash,
    risk,
    probabilities,
    abstained,
    known_words: knownWords,
    spans,
  };
}

/** Undefined while no version is registered, or while scorers cannot load it and work with another. */
async function championVersion(transaction: Transaction): Promise<string | undefined> {
  const [champion] = await transaction
    .select({ version: modelVersions.version })
    .from(modelVersions)
    .where(and(eq(modelVersions.state, 'CHAMPION'), isNull(modelVersions.refused)));
  return champion?.version;
}
