import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listReferrals } from '../referrals/list-referrals.ts';
import { audit, outcomes } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle } from '../testing/ready-referrals.ts';
import { sentToGoogle } from '../testing/sent-referrals.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { recordOutcomes } from './record-outcomes.ts';

let workspace: TestWorkspace;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const removed = {
  kind: 'REMOVED' as const,
  source: 'RECIPIENT_REPLY' as const,
  observedAt: new Date(Date.now() - 60_000).toISOString(),
  note: 'All of them, by letter',
};
const record = (referralIds: string[], input = removed) =>
  recordOutcomes(workspace.store, referrer, { referralIds, ...input });
const find = async (text: string) =>
  (await listReferrals(workspace.store, { limit: 100, find: text })).referrals;

describe('one outcome of several referrals', () => {
  it('is recorded with each, each on record, and repeated without effect', async () => {
    const ids = await sentToGoogle(workspace.store, referrer, 3);
    expect(await record([...ids, ...ids])).toEqual({ recorded: 3, already: 0 });
    for (const id of ids) {
      expect(await find(id)).toMatchObject([{ state: 'CLOSED', outcomes: [{ kind: 'REMOVED' }] }]);
      expect(await workspace.store.db.$count(audit, eq(audit.subjectId, id))).toBeGreaterThan(0);
    }
    const more = await sentToGoogle(workspace.store, referrer, 1);
    expect(await record([...ids, ...more])).toEqual({ recorded: 1, already: 3 });
    expect(await workspace.store.db.$count(outcomes)).toBe(4);
  });

  it('is recorded with none when one of them takes none, which is named by its place', async () => {
    const [sent = ''] = await sentToGoogle(workspace.store, referrer, 1);
    const [ready = ''] = await readyForGoogle(workspace.store, 1);
    await expect(record([sent, ready, referrer.personId])).rejects.toMatchObject({
      errors: [
        { pointer: '/referralIds/1', code: 'not_sent' },
        { pointer: '/referralIds/2', code: 'unknown' },
      ],
    });
    const later = { ...removed, observedAt: new Date(Date.now() + 3_600_000).toISOString() };
    await expect(record([sent], later)).rejects.toMatchObject({ errors: [{ pointer: '/observedAt' }] });
    expect(await find(sent)).toMatchObject([{ state: 'SENT', outcomes: [] }]);
  });

  it('finds its referral by any spelling of the address', async () => {
    const [id = ''] = await sentToGoogle(workspace.store, referrer, 1);
    const [shown] = await find(id);
    const video = new URL(shown?.url ?? '').searchParams.get('v');
    expect(await find(`youtu.be/${video}?si=x`)).toMatchObject([{ referralId: id }]);
    expect(await find('nothing of ours')).toEqual([]);
  });
});
