import {
  categories,
  type Figures,
  type FiguresQuery,
  figureActions,
  finalOutcomes,
  takedownOutcomes,
} from '@lapwing/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Store, Transaction } from '../store.ts';
import { type CountedFigures, type TimedRow, tellFigures } from './tell-figures.ts';

const Hours = z.coerce.number().nullable();
const counted = {
  sent: z.coerce.number().int(),
  taken_down: z.coerce.number().int(),
  median_hours: Hours,
  ninetieth_hours: Hours,
};
const Row = z.discriminatedUnion('way', [
  z.object({ way: z.literal('total'), key: z.string(), ...counted }),
  z.object({ way: z.literal('recipient'), key: z.string(), ...counted }),
  z.object({ way: z.literal('category'), key: z.enum(categories), ...counted }),
  z.object({ way: z.literal('language'), key: z.string(), ...counted }),
  z.object({ way: z.literal('month'), key: z.string(), ...counted }),
  z.object({ way: z.literal('action'), key: z.enum(figureActions), ...counted }),
]);
type Row = z.infer<typeof Row>;
const Years = z.tuple([
  z.object({ read_at: z.coerce.date(), first_year: z.coerce.number().int().nullable() }),
]);

/**
 * What was sent in a year (of UTC) to platforms, or to everybody else, and what became of it until now, with small counts
 * withheld. docs/reports.md says what is counted how.
 */
export async function readFigures(store: Pick<Store, 'db'>, query: FiguresQuery): Promise<Figures> {
  return store.db.transaction((transaction) => figuresOf(transaction, query), {
    // Years and counts of one moment.
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

/** The same inside a transaction of the caller's. */
export async function figuresOf(db: Database | Transaction, { year, scope }: FiguresQuery): Promise<Figures> {
  const found = await db.execute(sql`
    select now() as read_at, extract(year from min(sent_at) at time zone 'UTC') as first_year from referrals`);
  const [{ read_at: readAt, first_year: firstYear }] = Years.parse(found.rows);
  return {
    scope,
    year,
    readAt: readAt.toISOString(),
    firstYear: firstYear ?? readAt.getUTCFullYear(),
    ...tellFigures(await count(db, { year, scope })),
  };
}

async function count(db: Database | Transaction, query: FiguresQuery): Promise<CountedFigures> {
  const { rows } = await db.execute(countingQuery(query));
  const parsed = z.array(Row).parse(rows);
  const counts = <Key extends string>(row: Row & { key: Key }): TimedRow<Key> => ({
    key: row.key,
    sent: row.sent,
    takenDown: row.taken_down,
    times: { medianHours: row.median_hours, ninetiethHours: row.ninetieth_hours },
  });
  const rowsOf = (way: 'total' | 'recipient' | 'language' | 'month') =>
    parsed.filter((row) => row.way === way).map(counts);
  return {
    total: rowsOf('total')[0] ?? null,
    byRecipient: rowsOf('recipient'),
    byCategory: parsed.filter((row) => row.way === 'category').map(counts),
    byLanguage: rowsOf('language'),
    byMonth: rowsOf('month'),
    byAction: parsed
      .filter((row) => row.way === 'action')
      .map(({ key, sent, taken_down }) => ({ key, takenDown: taken_down > 0, count: sent })),
  };
}

/**
 * One row for each way of counting and key. Corrections are no referrals of their own here, and what was taken back is none
 * at all. A takedown counts from the first outcome that says so, unless somebody saw
 * it still there afterwards. The times are read off the Kaplan–Meier curve: what is still up was not taken down in
 * the time since it was sent, and is not left out.
 */
function countingQuery({ year, scope }: FiguresQuery): SQL {
  return sql`
    with corrected as (
      select referrals.id, relates_to, state, relation
      from referrals join corrections on corrections.referral_id = referrals.id
    ), answers as (
      -- An answer to a correction is one to the referral that it corrects.
      select coalesce(corrected.relates_to, outcomes.referral_id) as referral_id, outcomes.id, kind, observed_at
      from outcomes left join corrected on corrected.id = outcomes.referral_id
      where kind in ${list(finalOutcomes)}
    ), sent as (
      select referrals.id, referrals.sent_at, recipients.name as recipient,
        coalesce(referrals.content ->> 'categoryCode', decisions.category, 'OTHER_SEC_RISK') as category,
        lower(split_part(coalesce(referrals.content ->> 'contentLanguage', 'und'), '-', 1)) as language,
        -- A look counts from when it was made: it may have waited offline. It opens a referral again in its own
        -- transaction, so that both rows have one time; what a person says without a look counts from then.
        (select max(coalesce(seen_at, reopened_at))
          from reopenings left join rechecks on rechecks.referral_id = reopenings.referral_id
            and rechecks.recorded_at = reopened_at and finding = 'STILL_THERE'
          where reopenings.referral_id = referrals.id and reason = 'STILL_THERE') as refuted_at
      from referrals
      join recipients on recipients.id = referrals.recipient_id
      join decisions on decisions.id = referrals.decision_id
      where referrals.state in ('SENT', 'CLOSED') and referrals.relates_to is null
        and sent_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, 'UTC')
        and sent_at < make_timestamptz(${year + 1}, 1, 1, 0, 0, 0, 'UTC')
        and (coalesce(recipients.configuration ->> 'kind', 'PLATFORM') = 'PLATFORM') = ${scope === 'PLATFORMS'}
        and not exists (
          select from corrected
          where relates_to = referrals.id and relation = 'RETRACTION' and corrected.state in ('SENT', 'CLOSED'))
    ), believed as (
      select sent.id, kind, observed_at, answers.id as answer_id
      from sent join answers on answers.referral_id = sent.id
      where refuted_at is null or observed_at > refuted_at
    ), takedowns as (
      select distinct on (id) id, kind, observed_at from believed
      where kind in ${list(takedownOutcomes)} order by id, observed_at, answer_id
    ), conclusions as (
      select distinct on (id) id, kind from believed order by id, observed_at desc, answer_id desc
    ), placed as (
      select sent.*, takedowns.kind is not null as gone,
        coalesce(takedowns.kind, conclusions.kind, 'NOTHING_KNOWN') as action,
        greatest(0, extract(epoch from coalesce(takedowns.observed_at, now()) - sent_at) / 3600)::float8 as exact
      from sent left join takedowns using (id) left join conclusions using (id)
    ), moments as (
      -- As fine as times are shown: whole tenths of an hour, of a day from three days on, rounded up.
      select way, key, case when exact < 72 then ceil(exact * 10) / 10 else ceil(exact / 2.4) * 2.4 end as hours,
        count(*) as sent, count(*) filter (where gone) as taken_down
      from placed cross join lateral (values
        ('total', ''), ('recipient', recipient), ('category', category), ('language', language),
        ('month', to_char(sent_at at time zone 'UTC', 'YYYY-MM')), ('action', action)
      ) as ways (way, key)
      group by way, key, hours
    ), risks as (
      select way, key, hours, taken_down,
        sum(sent) over (partition by way, key order by hours desc) as still_up_before
      from moments
    ), curves as (
      select way, key, hours, exp(sum(
        -- Where the last one was taken down none is left; nought has no logarithm.
        case when taken_down = still_up_before then -100
          else ln(1 - taken_down / still_up_before::float8) end
      ) over (partition by way, key order by hours)) as left_up
      from risks where taken_down > 0
    ), times as (
      -- The tolerance is for what exp and ln round away.
      select way, key,
        min(hours) filter (where left_up < 0.5 + 1e-9) as median,
        min(hours) filter (where left_up < 0.1 + 1e-9) as ninetieth
      from curves group by way, key
    )
    select way, key, sum(sent) as sent, sum(taken_down) as taken_down,
      round(times.median::numeric, 1) as median_hours, round(times.ninetieth::numeric, 1) as ninetieth_hours
    from moments left join times using (way, key)
    group by way, key, times.median, times.ninetieth
    order by way, key`;
}

const list = (kinds: readonly string[]): SQL =>
  sql`(${sql.join(
    kinds.map((kind) => sql`${kind}`),
    sql`, `,
  )})`;
