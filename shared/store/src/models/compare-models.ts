import {
  averagePrecision,
  bootstrap,
  type ComparisonRow,
  calibrationError,
  ENOUGH_DECISIONS,
  type IntervalView,
  type ModelComparison,
  recallAtBudget,
  type ScoredPost,
  STANDARD_RISK_THRESHOLD,
  shareAtThreshold,
} from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';
import { isConclusion } from './concluded-decisions.ts';
import { modelsToServe } from './models-to-serve.ts';

/** The newest decisions that a comparison looks at; more would keep a request waiting and change no figure. */
const MOST_DECISIONS = 2_000;
const DAY_MS = 86_400_000;

type Judged = {
  lang: string;
  account: string;
  confirmed: boolean;
  picked: boolean;
  champion: number | null;
  challenger: number | null;
  known: boolean;
};

/**
 * Champion and challenger on what reviewers concluded since the shadow began, both on the same texts. Left out are
 * items that were decided before the version was added, and items of an account of which that is true: their texts
 * may have trained it. Refused (`conflict`) for a version that is not the challenger.
 */
export async function compareModels(
  store: Pick<Store, 'db'>,
  version: string,
  now = new Date(),
): Promise<ModelComparison> {
  const { champion, challenger } = await modelsToServe(store);
  if (!champion || challenger?.version !== version)
    throw new Refusal('conflict', 'Only the version that scores in shadow can be compared');
  const since = challenger.since;
  const judged = await judgedSince(store, champion.version, challenger);
  const fresh = judged.filter(({ known }) => !known);
  const counted = fresh.filter((row) => row.champion !== null && row.challenger !== null);
  // A shadow of less than a day has seen a part of one day's work.
  const days = Math.max(1, (now.getTime() - since.getTime()) / DAY_MS);
  const budgetPerDay = judged.length / days;
  const riskThresholds = { champion: champion.riskThreshold, challenger: challenger.riskThreshold };
  const lines = {
    champion: riskThresholds.champion ?? STANDARD_RISK_THRESHOLD,
    challenger: riskThresholds.challenger ?? STANDARD_RISK_THRESHOLD,
  };
  const languages = ['all', ...[...new Set(counted.map(({ lang }) => lang))].sort()];
  return {
    champion: champion.version,
    challenger: version,
    riskThresholds,
    since: since.toISOString(),
    leftOut: judged.length - fresh.length,
    unscored: fresh.length - counted.length,
    picked: counted.filter(({ picked }) => picked).length,
    budgetPerDay: Math.round(budgetPerDay * 10) / 10,
    rows: languages.map((lang) =>
      rowOf(
        lang,
        counted.filter((row) => lang === 'all' || row.lang === lang),
        budgetPerDay,
        counted.length,
        lines,
      ),
    ),
  };
}

async function judgedSince(
  store: Pick<Store, 'db'>,
  champion: string,
  challenger: { version: string; since: Date },
): Promise<Judged[]> {
  const { rows } = await store.db.execute<Judged>(sql`
    with concluded as (
      select distinct on (d.item_id) d.item_id, d.to_state, d.decided_at
      from decisions d
      where ${isConclusion} and d.decided_at >= ${challenger.since.toISOString()}::timestamptz
      order by d.item_id, d.decided_at desc
    ), newest as (
      select * from concluded order by decided_at desc limit ${MOST_DECISIONS}
    ), taught as (
      select distinct d.item_id from decisions d
      where ${isConclusion} and d.decided_at < (select added_at from model_versions where version = ${challenger.version})
    ), taught_accounts as (
      select distinct i.platform, coalesce(f.author_id, f.author_handle) as author
      from taught t join flags f on f.item_id = t.item_id join items i on i.id = t.item_id
      where coalesce(f.author_id, f.author_handle) is not null
    )
    select coalesce(i.language, 'und') as lang,
      coalesce(i.platform || ':' || account.author, i.id::text) as account,
      n.to_state = 'CONFIRMED' as confirmed,
      i.check_percent is not null as picked,
      ours.risk as champion, theirs.risk as challenger,
      exists (select from taught t where t.item_id = i.id) or exists (
        select from flags f join taught_accounts a
          on a.platform = i.platform and a.author = coalesce(f.author_id, f.author_handle)
        where f.item_id = i.id
      ) as known
    from newest n join items i on i.id = n.item_id
    left join lateral (
      select coalesce(f.author_id, f.author_handle) as author from flags f
      where f.item_id = i.id and coalesce(f.author_id, f.author_handle) is not null order by f.id limit 1
    ) account on true
    left join lateral (
      select s.risk, s.input_hash from scores s
      where s.item_id = i.id and s.model_version = ${challenger.version} order by s.scored_at desc limit 1
    ) theirs on true
    left join lateral (
      select s.risk from scores s
      where s.item_id = i.id and s.model_version = ${champion} and s.input_hash = theirs.input_hash
      order by s.scored_at desc limit 1
    ) ours on true`);
  return rows;
}

/**
 * Both models' figures and their differences; the budget of a language is its share of the whole, and each model is
 * held to its own line between a yes and a no.
 */
function rowOf(
  lang: string,
  judged: readonly Judged[],
  budgetPerDay: number,
  all: number,
  lines: { champion: number; challenger: number },
): ComparisonRow {
  const confirmed = judged.filter((row) => row.confirmed).length;
  const dismissed = judged.length - confirmed;
  const budget = all === 0 ? 0 : (budgetPerDay * judged.length) / all;
  // Put in order once: what is drawn from an ordered list is ordered, and sorted at no cost.
  const ordered = (of: 'champion' | 'challenger') =>
    judged
      .map((row, index) => ({ score: row[of] ?? 0, positive: row.confirmed, index }))
      .sort((a, b) => b.score - a.score);
  const order = { champion: ordered('champion'), challenger: ordered('challenger') };
  const figures = bootstrap(
    judged.map(({ account }) => account),
    (weights) => {
      const view = (of: 'champion' | 'challenger'): ScoredPost[] =>
        order[of].map(({ score, positive, index }) => ({ score, positive, weight: weights[index] ?? 0 }));
      const measure = (of: 'champion' | 'challenger'): number[] => {
        const posts = view(of);
        return [
          averagePrecision(posts),
          recallAtBudget(posts, budget),
          calibrationError(posts),
          shareAtThreshold(posts, lines[of], true),
          shareAtThreshold(posts, lines[of], false),
        ];
      };
      const theirs = measure('challenger');
      return measure('champion').flatMap((one, figure) => {
        const other = theirs[figure] ?? Number.NaN;
        return [one, other, other - one];
      });
    },
  );
  const pair = (figure: number) => {
    const nothing: IntervalView = { value: null, low: null, high: null };
    const [champion = nothing, challenger = nothing, difference = nothing] = figures.slice(figure * 3);
    return { champion, challenger, difference };
  };
  return {
    lang,
    confirmed,
    dismissed,
    enough:
      confirmed >= ENOUGH_DECISIONS.confirmed &&
      dismissed >= ENOUGH_DECISIONS.dismissed &&
      judged.length >= ENOUGH_DECISIONS.together,
    auprc: pair(0),
    recallAtBudget: pair(1),
    ece: pair(2),
    foundAtThreshold: pair(3),
    raisedAtThreshold: pair(4),
  };
}
