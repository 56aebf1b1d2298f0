import { CLOCK_SKEW_MS } from './flag.ts';
import {
  type CellProblem,
  type DateOrder,
  meaningOf,
  type OutcomeCells,
  type OutcomeColumn,
  type OutcomeMapping,
} from './outcome-import.ts';
import type { OutcomeKind } from './taxonomy.ts';
import { instantOf, utcOf } from './zoned-time.ts';

const MAX_NOTE = 1000;
const MAX_TICKET = 200;

export type ReadCells =
  | { ok: true; kind: OutcomeKind | 'NOTHING'; observedAt: Date }
  | { ok: false; problems: { column: OutcomeColumn; code: CellProblem }[] };

/**
 * What one line of a recipient's file says. Pure; says everything that is wrong with it, by column. A time of day that
 * names no zone is one of `mapping.timeZone`. A day without a time is over, unless it is today: then it is `now`.
 *
 * @param receivedAt the time of a line that says none
 */
export function readOutcomeCells(
  cells: OutcomeCells,
  mapping: OutcomeMapping,
  { receivedAt, now }: { receivedAt: Date; now: Date },
): ReadCells {
  const problems: { column: OutcomeColumn; code: CellProblem }[] = [];
  const meaning = meaningOf(cells.outcome, mapping.words);
  if (meaning === 'NOTHING') return { ok: true, kind: 'NOTHING', observedAt: receivedAt };
  if ([cells.reference, cells.url, cells.ticket].every((cell) => cell.trim() === ''))
    problems.push({ column: 'reference', code: 'NOTHING_TO_MATCH' });
  if (meaning === null)
    problems.push({ column: 'outcome', code: cells.outcome.trim() === '' ? 'EMPTY' : 'UNKNOWN_WORD' });
  if (cells.ticket.length > MAX_TICKET) problems.push({ column: 'ticket', code: 'TOO_LONG' });
  if (cells.note.length > MAX_NOTE) problems.push({ column: 'note', code: 'TOO_LONG' });
  const observedAt =
    cells.observedAt.trim() === '' ? receivedAt : readRecipientTime(cells.observedAt, mapping, now);
  if (observedAt === null) problems.push({ column: 'observedAt', code: 'NO_TIME' });
  else if (observedAt.getTime() > now.getTime() + CLOCK_SKEW_MS)
    problems.push({ column: 'observedAt', code: 'IN_FUTURE' });
  if (problems.length > 0 || meaning === null || observedAt === null) return { ok: false, problems };
  return { ok: true, kind: meaning, observedAt };
}

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})/;
const timeOfDay =
  /^(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*(AM|PM))?(?:\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;
/** From this year on it is counted as Thailand counts: 2569 is 2026. No other calendar comes near. */
const BUDDHIST_ERA_FROM = 2400;
const BUDDHIST_ERA = 543;

/** A time as recipients write it, or null where it is none: ISO 8601, or numbers in the order of the mapping. */
export function readRecipientTime(
  written: string,
  { dateOrder, timeZone }: { dateOrder: DateOrder; timeZone: string },
  now: Date,
): Date | null {
  const plain = written
    .trim()
    .replaceAll(/[๐-๙]/g, (digit) => String((digit.codePointAt(0) ?? 0) - 0x0e50))
    .replaceAll(/[\u00a0\u202f]/g, ' ');
  const date = readDate(plain, dateOrder);
  if (date === null) return null;
  const rest = plain.slice(date.length);
  if (rest === '') {
    const end = instantOf({ ...date, hour: 23, minute: 59, second: 59 }, timeZone);
    const begin = instantOf({ ...date, hour: 0, minute: 0, second: 0 }, timeZone);
    if (end === null || begin === null) return null;
    return begin <= now && now < end ? now : end;
  }
  const time = readTimeOfDay(rest);
  if (time === null) return null;
  const local = { ...date, ...time };
  if (time.zone === null) return instantOf(local, timeZone);
  const utc = utcOf(local);
  return utc === null ? null : new Date(utc - time.zone * 60_000);
}

function readDate(plain: string, order: DateOrder) {
  const first = yearFirst.exec(plain);
  const match = first ?? yearLast.exec(plain);
  if (match === null) return null;
  const [one, two, three] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const [year, month, day] = first
    ? [one, two, three]
    : [three, order === 'DAY_FIRST' ? two : one, order === 'DAY_FIRST' ? one : two];
  return {
    year: year >= BUDDHIST_ERA_FROM ? year - BUDDHIST_ERA : year,
    month,
    day,
    length: match[0].length,
  };
}

/** Hour, minute, second, and minutes east of UTC where it says so. */
function readTimeOfDay(rest: string) {
  const match = timeOfDay.exec(rest);
  if (match === null) return null;
  const half = match[4]?.toUpperCase();
  const written = Number(match[1]);
  if (half !== undefined && (written < 1 || written > 12)) return null;
  const hour = half === undefined ? written : (written % 12) + (half === 'PM' ? 12 : 0);
  const zone = match[5]?.toUpperCase();
  const offset = zone === undefined ? null : /^[+-]/.test(zone) ? minutesEast(zone) : 0;
  return { hour, minute: Number(match[2]), second: Number(match[3] ?? 0), zone: offset };
}

function minutesEast(offset: string): number {
  const digits = offset.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}
