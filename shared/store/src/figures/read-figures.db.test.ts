import { CorrectionInput, FiguresQuery, type OutcomeKind } from '@lapwing/contracts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeCorrection } from '../corrections/write-correction.ts';
import { recordOutcomes } from '../outcomes/record-outcomes.ts';
import { recordRecheck } from '../rechecks/record-recheck.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import type { Actor } from '../store.ts';
import { flaggerOf } from '../testing/ready-referrals.ts';
import { sendToGoogle, sentToGoogle } from '../testing/sent-referrals.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { readFigures } from './read-figures.ts';

const HOUR_MS = 3_600_000;
const year = new Date().getUTCFullYear() - 1;
const march = `${year}-03-10T00:00:00.000Z`;

let workspace: TestWorkspace;
let referrer: Actor;
let owner: pg.Pool;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
  await ensureReadyMadeRecipients(workspace.store);
});
afterEach(async () => {
  await owner.end();
  await workspace.close();
});

/** Referrals to Google that were sent at a time of the past. */
const sentAt = async (time: string, count: number): Promise<string[]> => {
  const ids = await sentToGoogle(workspace.store, referrer, count);
  await owner.query('update referrals set sent_at = $1 where id = any($2)', [time, ids]);
  return ids;
};
const answer = (referralIds: string[], kind: OutcomeKind, observedAt: string) =>
  recordOutcomes(workspace.store, referrer, {
    referralIds,
    kind,
    source: 'RECIPIENT_REPLY',
    observedAt,
    note: '',
  });
const after = (time: string, hours: number) => new Date(Date.parse(time) + hours * HOUR_MS).toISOString();
/** The time between two times in hours, rounded up to a tenth of a day. */
const tenthsOfDays = (from: string, to: string) =>
  Math.round(Math.ceil((Date.parse(to) - Date.parse(from)) / HOUR_MS / 2.4) * 24) / 10;
const read = (query: { year?: number; scope?: 'PLATFORMS' | 'OTHERS' } = {}) =>
  readFigures(workspace.store, FiguresQuery.parse({ year, ...query }));

describe('figures of a year', () => {
  it('are the median and ninetieth percentile of the hours to the takedown, where all were taken down', async () => {
    const ids = await sentAt(march, 10);
    for (const [index, id] of ids.entries()) await answer([id], 'REMOVED', after(march, index + 1));
    const { rows } = await owner.query<{ hours: number[] }>(`
      select percentile_disc(array[0.5, 0.9]) within group (
        order by extract(epoch from observed_at - sent_at)::float8 / 3600) as hours
      from referrals join outcomes on referral_id = referrals.id`);
    expect(rows[0]?.hours).toEqual([5, 9]);
    const figures = await read();
    expect(figures.total).toEqual({
      sent: 10,
      takenDown: 10,
      stillUp: 0,
      times: { medianHours: 5, ninetiethHours: 9 },
    });
    expect(figures.byRecipient).toMatchObject([{ key: expect.stringContaining('Google'), sent: 10 }]);
    expect(figures.byCategory).toMatchObject([{ key: 'GROOMING', sent: 10 }]);
    expect(figures.byLanguage).toMatchObject([{ key: 'und', sent: 10 }]);
    expect(figures.byMonth).toMatchObject([{ key: `${year}-03`, sent: 10 }]);
    expect(figures.byAction).toEqual([{ key: 'REMOVED', takenDown: true, count: 10 }]);
  });

  it('leave out nothing that is still up, whatever the recipient said about it', async () => {
    const ids = [...(await sentAt(march, 8)), ...(await sentAt(march, 8))];
    for (const [index, id] of ids.slice(0, 10).entries())
      await answer([id], index < 5 ? 'REMOVED' : 'ACCOUNT_DISABLED', after(march, index + 1));
    await answer(ids.slice(10, 15), 'NO_VIOLATION', after(march, 1));
    await answer(ids.slice(15), 'ACKNOWLEDGED', after(march, 1));
    const figures = await read();
    // Of those that were taken down alone, half were after five hours.
    expect(figures.total).toEqual({
      sent: 16,
      takenDown: 10,
      stillUp: 6,
      times: { medianHours: 8, ninetiethHours: null },
    });
    expect(figures.byAction).toEqual([
      { key: 'ACCOUNT_DISABLED', takenDown: true, count: 5 },
      { key: 'REMOVED', takenDown: true, count: 5 },
      // Five without a violation, one without an answer: one is too few to be said.
      { key: null, takenDown: false, count: 6 },
    ]);
  });

  it('take from what was sent lately only what it can say: not that it would have stayed up for long', async () => {
    const january = `${year}-01-01T00:00:00.000Z`;
    const yesterday = new Date(Date.now() - 24 * HOUR_MS).toISOString();
    await answer(await sentAt(january, 5), 'REMOVED', after(january, 5));
    await answer(await sentAt(january, 5), 'REMOVED', yesterday);
    await sentAt(`${year}-12-31T00:00:00.000Z`, 5);
    const { total } = await read();
    const long = tenthsOfDays(january, yesterday);
    expect(total).toMatchObject({ sent: 15, takenDown: 10, times: { ninetiethHours: long } });
  });

  it('count no takedown that an analyst found to be none, and the next one from the sending on', async () => {
    const ids = await sentAt(march, 10);
    await answer(ids, 'REMOVED', after(march, 2));
    for (const referralId of ids.slice(0, 5))
      await recordRecheck(workspace.store, await flaggerOf(workspace.store, referralId), {
        referralId,
        seen: 'STILL_THERE',
        at: after(march, 24),
        key: freshKey(),
      });
    expect((await read()).total).toMatchObject({ sent: 10, takenDown: 5, stillUp: 5 });
    const now = new Date().toISOString();
    await answer(ids.slice(0, 5), 'REMOVED', now);
    const { total, byAction } = await read();
    expect(total).toMatchObject({ takenDown: 10, times: { medianHours: 2 } });
    expect(total?.times?.ninetiethHours).toBe(tenthsOfDays(march, now));
    expect(byAction).toEqual([{ key: 'REMOVED', takenDown: true, count: 10 }]);
  });

  it('believe a takedown that was observed after the look that found it still there, however late each becomes known', async () => {
    const ids = await sentAt(march, 10);
    const stillThere = async (referralId: string, hours: number) =>
      recordRecheck(workspace.store, await flaggerOf(workspace.store, referralId), {
        referralId,
        seen: 'STILL_THERE',
        at: after(march, hours),
        key: freshKey(),
      });
    const [early, late] = [ids.slice(0, 5), ids.slice(5)];
    await answer(early, 'REMOVED', after(march, 10));
    for (const id of early) await stillThere(id, 9);
    await answer(late, 'REMOVED', after(march, 2));
    for (const id of late) await stillThere(id, 9);
    expect((await read()).total).toMatchObject({ sent: 10, takenDown: 5, times: { medianHours: 10 } });
    // The next reply is about the tenth hour too, and comes long after it.
    await answer(late, 'REMOVED', after(march, 10));
    expect((await read()).total).toMatchObject({ takenDown: 10, times: { medianHours: 10 } });
  });

  it('count a correction as what it corrects, with the answers to it, and nothing that was taken back', async () => {
    const ids = await sentAt(march, 8);
    for (const [index, referralId] of ids.slice(0, 3).entries()) {
      const { referralId: made } = await writeCorrection(workspace.store, referrer, {
        referralId,
        ...CorrectionInput.parse(
          index === 0
            ? { relation: 'RETRACTION', reason: 'It was an awareness campaign' }
            : { relation: 'CORRECTION', reason: 'We took one for another', severity: 3 },
        ),
      });
      await sendToGoogle(workspace.store, referrer, [made]);
      if (index > 0) await answer([made], 'REMOVED', new Date().toISOString());
    }
    await answer(ids.slice(3, 6), 'REMOVED', after(march, 3));
    // Five of seven, so that two are left, which are few.
    expect((await read()).total).toMatchObject({ sent: 7, takenDown: null });
    await answer(ids.slice(6), 'REMOVED', after(march, 4));
    expect((await read()).total).toMatchObject({ sent: 7, takenDown: 7, times: { medianHours: 4 } });
    expect((await read({ year: new Date().getUTCFullYear() })).total).toBeNull();
  });

  it('are of that year in UTC, and say since when there are any', async () => {
    await sentAt(`${year}-12-31T23:59:59.999Z`, 5);
    await sentAt(`${year + 1}-01-01T00:00:00.000Z`, 6);
    const figures = await read();
    expect(figures).toMatchObject({ year, firstYear: year, total: { sent: 5 } });
    expect(figures.byMonth).toMatchObject([{ key: `${year}-12` }]);
    expect((await read({ year: year + 1 })).total).toMatchObject({ sent: 6 });
    expect((await read({ year: year - 1 })).total).toBeNull();
  });

  it('are of platforms, or of everybody else, and say nothing of less than five', async () => {
    const ids = await sentAt(march, 6);
    await owner.query(
      `update recipients set configuration = configuration || '{"kind":"HOTLINE"}' where slug = 'google'`,
    );
    expect(await read()).toMatchObject({ total: null, byRecipient: [] });
    expect((await read({ scope: 'OTHERS' })).total).toMatchObject({ sent: 6 });
    await owner.query('update referrals set sent_at = $1 where id = any($2)', [
      after(march, -24 * 365),
      ids.slice(0, 2),
    ]);
    expect(await read({ scope: 'OTHERS' })).toMatchObject({ total: null, byMonth: [], byAction: [] });
  });
});
