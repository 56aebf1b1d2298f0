import { type Schedule, scheduleIntervals, type Weekday } from '@lapwing/contracts';
import { deviceZone } from '../shell/time-zones.ts';

/** How often batches are built, as it is chosen. */
export const scheduleKinds = ['NEVER', 'AT_TIMES', 'EVERY_HOURS'] as const;

/** A schedule while it is being written; what the chosen kind does not need is kept for who comes back to it. */
export interface ScheduleDraft {
  kind: (typeof scheduleKinds)[number];
  timeZone: string;
  days: Weekday[];
  /** Times of day, separated by commas or spaces. */
  times: string;
  hours: string;
  minimumReferrals: string;
  maximumReferrals: string;
}

/** For whoever has none yet: working days at five, or every four hours. */
export function scheduleDraftOf(schedule: Schedule | null): ScheduleDraft {
  const draft: ScheduleDraft = {
    kind: 'NEVER',
    timeZone: deviceZone(),
    days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
    times: '17:00',
    hours: '4',
    minimumReferrals: '1',
    maximumReferrals: '',
  };
  if (schedule === null) return draft;
  const { timeZone, when, minimumReferrals, maximumReferrals } = schedule;
  return {
    ...draft,
    kind: when.kind,
    timeZone,
    ...(when.kind === 'AT_TIMES'
      ? { days: when.days, times: when.times.join(', ') }
      : { hours: String(when.hours) }),
    minimumReferrals: String(minimumReferrals),
    maximumReferrals: maximumReferrals === null ? '' : String(maximumReferrals),
  };
}

/** What a draft says, to be parsed; null where batches are built by people only. */
export function scheduleOfDraft(draft: ScheduleDraft): unknown {
  const { kind, timeZone, days, times, hours, minimumReferrals, maximumReferrals } = draft;
  if (kind === 'NEVER') return null;
  const numbers = {
    minimumReferrals: minimumReferrals.trim() === '' ? 1 : Number(minimumReferrals),
    maximumReferrals: maximumReferrals.trim() === '' ? null : Number(maximumReferrals),
  };
  if (kind === 'EVERY_HOURS') return { timeZone, when: { kind, hours: Number(hours) }, ...numbers };
  return { timeZone, when: { kind, days, times: timesOf(times) }, ...numbers };
}

/** "9:00 17:00" as "09:00" and "17:00", each once and in order. */
function timesOf(written: string): string[] {
  const times = written.split(/[\s,;]+/).filter((time) => time !== '');
  return [...new Set(times.map((time) => time.replace('.', ':').padStart(5, '0')))].sort();
}

export const intervalChoices = scheduleIntervals.map(String);
