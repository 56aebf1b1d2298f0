import {
  type AgreementWeek,
  DRIFT_ALARM,
  type DriftRow,
  ENOUGH_FOR_DRIFT,
  type ModelMonitoring,
  populationStability,
  STANDARD_RISK_THRESHOLD,
} from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import type { Store } from '../store.ts';
import { isConclusion } from './concluded-decisions.ts';
import { modelsToServe } from './models-to-serve.ts';

const WEEKS = 12;
const BINS = 10;

/** How well the score agreed with reviewers week by week, and how far the posts of late are from those before. */
export async function monitorModels(store: Pick<Store, 'db'>): Promise<ModelMonitoring> {
  const { champion } = await modelsToServe(store);
  const [agreement, drift] = await Promise.all([
    agreementByWeek(store),
    champion ? driftByLanguage(store, champion.version) : [],
  ]);
  return { champion: champion?.version ?? null, agreement, drift };
}

/**
 * Compares each conclusion with the score that the item stood by when it was decided, whatever version gave it, at
 * that version's own threshold.
 */
async function agreementByWeek(store: Pick<Store, 'db'>): Promise<AgreementWeek[]> {
  const { rows } = await store.db.execute<AgreementWeek>(sql`
    with weeks as (
      select generate_series(
        date_trunc('week', now()) - ${WEEKS - 1} * interval '1 week', date_trunc('week', now()), '1 week') as week
    ), judged as (
      select date_trunc('week', d.decided_at) as week, d.to_state = 'CONFIRMED' as confirmed,
        s.risk >= coalesce(m.risk_threshold, ${STANDARD_RISK_THRESHOLD}) as rather, s.abstained
      from decisions d join lateral (
        select s.risk, s.abstained, s.model_version from scores s
        where s.item_id = d.item_id and not s.shadow and s.scored_at <= d.decided_at
        order by s.scored_at desc limit 1
      ) s on true left join model_versions m on m.version = s.model_version
      where ${isConclusion} and d.decided_at >= (select min(week) from weeks)
    )
    select to_char(w.week, 'YYYY-MM-DD') as week,
      (count(*) filter (where not abstained))::int as decisions,
      (count(*) filter (where not abstained and rather = confirmed))::int as agreed,
      (count(*) filter (where not abstained and confirmed and not rather))::int as missed,
      (count(*) filter (where not abstained and not confirmed and rather))::int as "falseAlarms",
      (count(*) filter (where abstained))::int as unsure
    from weeks w left join judged j on j.week = w.week
    group by w.week order by w.week`);
  const first = rows.findIndex(({ decisions, unsure }) => decisions + unsure > 0);
  return first === -1 ? [] : rows.slice(first);
}

type BinCount = { lang: string; recent: boolean; what: 'risk' | 'unknown'; bin: number; count: number };

/**
 * Looks at one score of the champion for each item that was first flagged in the last five weeks, in shadow or not:
 * by the time of the flag and not of the score, so that scoring the queue again is no drift.
 */
async function driftByLanguage(store: Pick<Store, 'db'>, champion: string): Promise<DriftRow[]> {
  const { rows } = await store.db.execute<BinCount>(sql`
    with posts as (
      select coalesce(i.language, 'und') as lang, i.first_flagged_at >= now() - interval '7 days' as recent,
        s.risk, 1 - s.known_words as unknown
      from items i join lateral (
        select s.risk, s.known_words from scores s
        where s.item_id = i.id and s.model_version = ${champion} order by s.scored_at desc limit 1
      ) s on true
      where i.first_flagged_at >= now() - interval '35 days'
    ), figures as (
      select lang, recent, 'risk' as what, risk as value from posts
      union all
      select lang, recent, 'unknown', unknown from posts where unknown is not null
    )
    select lang, recent, what, least(${BINS}, width_bucket(value, 0, 1, ${BINS})) - 1 as bin, count(*)::int as count
    from figures group by 1, 2, 3, 4`);
  const languages = [...new Set(rows.map(({ lang }) => lang))].sort();
  return languages.map((lang) => {
    const binsOf = (what: BinCount['what'], recent: boolean): number[] =>
      Array.from(
        { length: BINS },
        (_, bin) =>
          rows.find(
            (row) => row.lang === lang && row.what === what && row.recent === recent && row.bin === bin,
          )?.count ?? 0,
      );
    const indexOf = (what: BinCount['what']): number | null => {
      const index = populationStability(binsOf(what, false), binsOf(what, true));
      return Number.isFinite(index) ? index : null;
    };
    const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
    const [before, now] = [sum(binsOf('risk', false)), sum(binsOf('risk', true))];
    const enough = before >= ENOUGH_FOR_DRIFT.before && now >= ENOUGH_FOR_DRIFT.now;
    const [risk, unknownWords] = [indexOf('risk'), indexOf('unknown')];
    const alarm = enough && Math.max(risk ?? 0, unknownWords ?? 0) > DRIFT_ALARM;
    return { lang, before, now, enough, risk, unknownWords, alarm };
  });
}
