import { describe, expect, it } from 'vitest';
import { runAfter, runsAfter, runUntil, Schedule, weekdays } from './schedule.ts';

const daily = (timeZone: string, ...times: string[]) =>
  Schedule.parse({ timeZone, when: { kind: 'AT_TIMES', days: weekdays, times } });
const every = (timeZone: string, hours: number) =>
  Schedule.parse({ timeZone, when: { kind: 'EVERY_HOURS', hours } });
const runs = (schedule: Schedule, after: string, count: number) =>
  runsAfter(schedule, new Date(after), count).map((run) => run.toISOString());

describe('runAfter', () => {
  it('is the next time of day where the clocks of the schedule are', () => {
    expect(runs(daily('Asia/Bangkok', '17:00'), '2026-11-28T09:59:59Z', 2)).toEqual([
      '2026-11-28T10:00:00.000Z',
      '2026-11-29T10:00:00.000Z',
    ]);
  });

  it('lies after the moment, not on it', () => {
    expect(runs(daily('UTC', '17:00'), '2026-11-28T17:00:00Z', 1)).toEqual(['2026-11-29T17:00:00.000Z']);
  });

  it('takes several times in the order of the clock, however they are written', () => {
    expect(runs(daily('UTC', '17:00', '09:30'), '2026-11-28T09:00:00Z', 3)).toEqual([
      '2026-11-28T09:30:00.000Z',
      '2026-11-28T17:00:00.000Z',
      '2026-11-29T09:30:00.000Z',
    ]);
  });

  it('keeps to the days of the week, as they are in its zone', () => {
    // Monday 00:30 in Bangkok is Sunday in UTC.
    const schedule = Schedule.parse({
      timeZone: 'Asia/Bangkok',
      when: { kind: 'AT_TIMES', days: ['MONDAY', 'THURSDAY'], times: ['00:30'] },
    });
    expect(runs(schedule, '2026-11-27T00:00:00Z', 3)).toEqual([
      '2026-11-29T17:30:00.000Z',
      '2026-12-02T17:30:00.000Z',
      '2026-12-06T17:30:00.000Z',
    ]);
  });

  it('stays at the same time of day when clocks are changed', () => {
    expect(runs(daily('Europe/Paris', '17:00'), '2026-03-28T00:00:00Z', 2)).toEqual([
      '2026-03-28T16:00:00.000Z',
      '2026-03-29T15:00:00.000Z',
    ]);
    expect(runs(daily('Europe/Paris', '17:00'), '2026-10-24T00:00:00Z', 2)).toEqual([
      '2026-10-24T15:00:00.000Z',
      '2026-10-25T16:00:00.000Z',
    ]);
  });

  it('comes once where clocks skip its time, and once where they show it twice', () => {
    expect(runs(daily('Europe/Paris', '02:30'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(runs(daily('Europe/Paris', '02:30'), '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('is in order where a skipped time lies behind one that is not', () => {
    expect(runs(daily('Europe/Paris', '02:30', '03:00'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T01:30:00.000Z',
    ]);
  });

  it('comes every so many hours from midnight on', () => {
    expect(runs(every('Asia/Bangkok', 8), '2026-11-28T00:00:00Z', 3)).toEqual([
      '2026-11-28T01:00:00.000Z',
      '2026-11-28T09:00:00.000Z',
      '2026-11-28T17:00:00.000Z',
    ]);
  });

  it('is found in every zone at every hour, and never lies back', () => {
    const hours = Array.from({ length: 48 }, (_, hour) => new Date(Date.UTC(2026, 2, 28, hour)));
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe', 'America/Havana'])
      for (const after of hours) {
        const run = runAfter(daily(zone, '00:00', '23:59'), after);
        expect(run.getTime()).toBeGreaterThan(after.getTime());
        expect(run.getTime() - after.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      }
  });
});

describe('runUntil', () => {
  it('is the last run that was planned, on the moment itself too', () => {
    const until = (moment: string) => runUntil(daily('Asia/Bangkok', '17:00', '09:00'), new Date(moment));
    expect(until('2026-11-28T10:00:00Z')).toEqual(new Date('2026-11-28T10:00:00Z'));
    expect(until('2026-11-28T09:59:59Z')).toEqual(new Date('2026-11-28T02:00:00Z'));
    expect(until('2026-11-28T01:00:00Z')).toEqual(new Date('2026-11-27T10:00:00Z'));
  });

  it('and runAfter have no run between them, also where clocks are changed', () => {
    for (let hours = 0; hours < 96; hours += 0.5) {
      const moment = new Date(Date.parse('2026-10-23T00:10:00Z') + hours * 3_600_000);
      const schedule = daily('Europe/Paris', '02:30', '17:00');
      const last = runUntil(schedule, moment);
      expect(last.getTime()).toBeLessThanOrEqual(moment.getTime());
      expect(runAfter(schedule, last)).toEqual(runAfter(schedule, moment));
    }
  });
});

describe('a schedule', () => {
  const when = { kind: 'AT_TIMES', days: ['MONDAY'], times: ['17:00'] };
  it.each([
    [['timeZone'], { timeZone: 'Asia/Nowhere' }],
    [['when/times/0'], { when: { ...when, times: ['5 pm'] } }],
    [['when/times/0'], { when: { ...when, times: ['24:00'] } }],
    [['when/days'], { when: { ...when, days: [] } }],
    [['when/hours'], { when: { kind: 'EVERY_HOURS', hours: 5 } }],
    [['maximumReferrals'], { minimumReferrals: 10, maximumReferrals: 5 }],
    [['minimumReferrals'], { minimumReferrals: 0 }],
    [[], { minimumReferrals: 5, maximumReferrals: 5 }],
  ])('is wrong at %j in %j', (pointers, changes) => {
    const parsed = Schedule.safeParse({ timeZone: 'UTC', when, ...changes });
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('/'))).toEqual(pointers);
  });
});
