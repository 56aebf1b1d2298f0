import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { getItem } from '../items/get-item.ts';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { recordRecheck } from '../rechecks/record-recheck.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { audit, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { flaggerOf } from '../testing/ready-referrals.ts';
import { sentToGoogle } from '../testing/sent-referrals.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { getTimeline } from './get-timeline.ts';
import { listReferrals } from './list-referrals.ts';
import { reopenReferral } from './reopen-referral.ts';

let workspace: TestWorkspace;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const closed = async (kind: 'REMOVED' | 'NO_VIOLATION' = 'REMOVED') => {
  const [referralId = ''] = await sentToGoogle(workspace.store, referrer, 1, 'CASE-1');
  await recordOutcome(workspace.store, referrer, {
    referralId,
    kind,
    source: 'RECIPIENT_REPLY',
    observedAt: new Date().toISOString(),
  });
  return referralId;
};
const look = async (referralId: string, seen: 'GONE' | 'STILL_THERE') =>
  recordRecheck(workspace.store, await flaggerOf(workspace.store, referralId), {
    referralId,
    seen,
    at: new Date().toISOString(),
    key: freshKey(),
  });
const events = async (referralId: string) => (await getTimeline(workspace.store, referralId)).events;
const shown = async (referralId: string) =>
  (await listReferrals(workspace.store, { limit: 1, find: referralId })).referrals[0];

describe('a closed referral', () => {
  it('opens again when it is seen there still, and again when it reappears after it was gone', async () => {
    const referralId = await closed();
    await look(referralId, 'STILL_THERE');
    expect(await shown(referralId)).toMatchObject({ state: 'SENT', outcomes: [{ kind: 'REMOVED' }] });
    await look(referralId, 'GONE');
    expect(await shown(referralId)).toMatchObject({ state: 'CLOSED' });
    await look(referralId, 'STILL_THERE');
    expect(await shown(referralId)).toMatchObject({ state: 'SENT' });
    const reopened = (await events(referralId)).flatMap((event) =>
      event.kind === 'REOPENED' ? [event.reason] : [],
    );
    expect(reopened).toEqual(['STILL_THERE', 'REAPPEARED']);
    const now = await shown(referralId);
    expect(Date.parse(now?.waitingSince ?? '')).toBeGreaterThan(Date.parse(now?.sentAt ?? ''));
  });

  it('stays closed where no violation was found: there it was to be expected', async () => {
    const referralId = await closed('NO_VIOLATION');
    await look(referralId, 'STILL_THERE');
    expect(await shown(referralId)).toMatchObject({
      state: 'CLOSED',
      rechecks: [{ finding: 'STILL_THERE' }],
    });
  });

  it('opens again because it came back under another address, which somebody flagged', async () => {
    const referralId = await closed();
    const other = invent();
    const reopen = (address: string) =>
      reopenReferral(workspace.store, referrer, {
        referralId,
        reason: 'OTHER_ADDRESS',
        address,
        note: 'Copy',
      });
    await expect(reopen(other.url)).rejects.toMatchObject({
      errors: [{ pointer: '/address', code: 'not_flagged' }],
    });
    const own = (await shown(referralId))?.url ?? '';
    await expect(reopen(own)).rejects.toMatchObject({ errors: [{ code: 'same_content' }] });
    await expect(reopen('not an address at all')).rejects.toMatchObject({ errors: [{ code: 'no_address' }] });
    const analyst = await addPerson(workspace.store, ['analyst']);
    const { itemId } = await acceptFlag(workspace.store, analyst, other, { idempotencyKey: freshKey() });
    await reopen(other.url);
    expect((await events(referralId)).at(-1)).toMatchObject({
      kind: 'REOPENED',
      reason: 'OTHER_ADDRESS',
      otherItemId: itemId,
      note: 'Copy',
      by: expect.stringMatching(/^plover-/),
    });
    expect(await workspace.store.db.$count(audit, eq(audit.verb, 'REFERRAL_REOPENED'))).toBeGreaterThan(0);
    await expect(reopen(other.url)).rejects.toThrow('REOPEN is not possible in state SENT');
  });
});

describe('the timeline', () => {
  it('has everything in order, and tells who refers nothing of who flagged it', async () => {
    const referralId = await closed();
    await look(referralId, 'GONE');
    const analyst = await flaggerOf(workspace.store, referralId);
    const own = await events(referralId);
    const sent = own.find(({ kind }) => kind === 'SENT');
    expect(sent).toMatchObject({ reference: 'CASE-1', by: expect.stringMatching(/^plover-/) });
    expect(own.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['BUILT', 'SENT', 'OUTCOME', 'RECHECKED', 'OUTCOME']),
    );
    expect(own.map(({ at }) => at)).toEqual(own.map(({ at }) => at).toSorted());
    for (const event of own)
      if (event.kind === 'RECHECKED' || (event.kind === 'OUTCOME' && event.source === 'ANALYST_RECHECK'))
        expect(event.by).toBeNull();
    const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
    const item = await getItem(workspace.store, { ...analyst, roles: ['reviewer'] }, row?.itemId ?? '');
    const named = item.referrals[0]?.timeline.find(({ kind }) => kind === 'RECHECKED');
    expect(named?.by).toMatch(/^plover-/);
  });
});
