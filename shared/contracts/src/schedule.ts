import { z } from 'zod';
import { instantOf, type LocalDay, localTimeAt, TimeZone } from './zoned-time.ts';

/** In the order of ISO 8601. */
export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export const Weekday = z.enum(weekdays);
export type Weekday = z.infer<typeof Weekday>;

/** Hours between two runs: those that come out even in a day. */
export const scheduleIntervals = [1, 2, 3, 4, 6, 8, 12] as const;

/** Most referrals that one run takes. */
const MOST_REFERRALS = 10_000;

/** A time of day as clocks show it, as `17:00`. */
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time of day, as 17:00');

/**
 * When batches to a recipient are built without anybody asking for it. Building sends nothing. Imminent danger waits for no
 * schedule.
 */
export const Schedule = z
  .strictObject({
    timeZone: TimeZone,
    when: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('AT_TIMES'),
        days: z.array(Weekday).min(1).max(7),
        times: z.array(TimeOfDay).min(1).max(24),
      }),
      /** Every day from midnight on. */
      z.strictObject({ kind: z.literal('EVERY_HOURS'), hours: z.literal([...scheduleIntervals]) }),
    ]),
    /** Fewer that are ready wait for the next run. */
    minimumReferrals: z.number().int().min(1).max(MOST_REFERRALS).default(1),
    /** Most that one run puts into batches, however many; null: all that are ready. */
    maximumReferrals: z.number().int().min(1).max(MOST_REFERRALS).nullable().default(null),
  })
  .refine(
    ({ minimumReferrals, maximumReferrals }) =>
      maximumReferrals === null || minimumReferrals <= maximumReferrals,
    { message: 'At most fewer than at least', path: ['maximumReferrals'] },
  );
export type Schedule = z.infer<typeof Schedule>;

/** What a run came to. */
export const scheduleResults = ['BUILT', 'NOTHING_READY', 'TOO_FEW', 'LIMIT_REACHED', 'CLOSED'] as const;
export type ScheduleResult = (typeof scheduleResults)[number];

/** How many days it can be until the next run: a week, and one more on either side for zones ahead and behind. */
const DAYS_AHEAD = 9;
const DAY_MS = 86_400_000;

/**
 * The first run after a moment. A time that clocks skip in spring comes as if they had not, one that they show twice in
 * autumn counts once, the first time. Pure.
 */
export function runAfter(schedule: Pick<Schedule, 'timeZone' | 'when'>, after: Date): Date {
  const today = localTimeAt(after.getTime(), schedule.timeZone);
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead += 1) {
    const found = runsOn(schedule, dayAfter(today, ahead)).find((run) => run > after);
    if (found) return found;
  }
  throw new Error('A schedule has a run in every week');
}

/** The last run that was planned until a moment, that moment included. Pure. */
export function runUntil(schedule: Pick<Schedule, 'timeZone' | 'when'>, until: Date): Date {
  const today = localTimeAt(until.getTime(), schedule.timeZone);
  for (let ahead = 1; ahead >= -DAYS_AHEAD; ahead -= 1) {
    const found = runsOn(schedule, dayAfter(today, ahead)).findLast((run) => run <= until);
    if (found) return found;
  }
  throw new Error('A schedule has a run in every week');
}

/** The runs of a day of the calendar, in order of time. */
const runsOn = (schedule: Pick<Schedule, 'timeZone' | 'when'>, day: LocalDay): Date[] =>
  timesOn(schedule, day)
    .map(({ hour, minute }) => instantOf({ ...day, hour, minute, second: 0 }, schedule.timeZone))
    .filter((run) => run !== null)
    .sort((a, b) => a.getTime() - b.getTime());

/** The next runs, as many as asked for. */
export function runsAfter(schedule: Pick<Schedule, 'timeZone' | 'when'>, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  for (let last = after; runs.length < count; ) {
    last = runAfter(schedule, last);
    runs.push(last);
  }
  return runs;
}

/** When clocks show the time of a moment some days later, or earlier where `days` is negative; to the second. Pure. */
export function sameTimeOn(moment: Date, days: number, timeZone: string): Date {
  const local = localTimeAt(moment.getTime(), timeZone);
  const found = instantOf({ ...local, ...dayAfter(local, days) }, timeZone);
  if (found === null) throw new Error('Every day of the calendar exists');
  return found;
}

/** A calendar knows no zones, so its days can be counted as if they were in UTC. */
function dayAfter({ year, month, day }: LocalDay, days: number): LocalDay {
  const date = new Date(Date.UTC(year, month - 1, day) + days * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function timesOn({ when }: Pick<Schedule, 'when'>, day: LocalDay): { hour: number; minute: number }[] {
  if (when.kind === 'EVERY_HOURS')
    return Array.from({ length: 24 / when.hours }, (_, run) => ({ hour: run * when.hours, minute: 0 }));
  const { year, month, day: date } = day;
  const weekday = weekdays[(new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7];
  if (weekday === undefined || !when.days.includes(weekday)) return [];
  return when.times.map((time) => ({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) }));
}
