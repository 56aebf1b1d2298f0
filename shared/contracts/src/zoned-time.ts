import { line } from './text.ts';

/** IANA name of a time zone. */
export const TimeZone = line(64).refine(isTimeZone, { message: 'Not the name of a time zone' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A day of the calendar; `month` from 1. */
export interface LocalDay {
  year: number;
  month: number;
  day: number;
}

/** What clocks and calendars show in some zone. */
export interface LocalTime extends LocalDay {
  hour: number;
  minute: number;
  second: number;
}

/** Milliseconds as if the local time were UTC; null for a day or an hour that does not exist. */
export function utcOf({ year, month, day, hour, minute, second }: LocalTime): number | null {
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(utc);
  const exists =
    back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return exists ? utc : null;
}

/** The moment at which clocks in a zone show a local time. Of two such moments (clocks set back) the earlier. */
export function instantOf(local: LocalTime, timeZone: string): Date | null {
  const utc = utcOf(local);
  if (utc === null) return null;
  const guesses = [-24, 24].map((hours) => utc - offsetAt(utc + hours * 3_600_000, timeZone));
  const [found] = guesses.filter((at) => at + offsetAt(at, timeZone) === utc).sort((a, b) => a - b);
  // An hour that clocks skipped: as if they had not.
  return new Date(found ?? guesses[0] ?? utc);
}

/** Milliseconds by which a zone is ahead of UTC at a moment. */
function offsetAt(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localTimeAt(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** What clocks in a zone show at a moment (milliseconds since 1970). */
export function localTimeAt(at: number, timeZone: string): LocalTime {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** Making one takes far longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}
