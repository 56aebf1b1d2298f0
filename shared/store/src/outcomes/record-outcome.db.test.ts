import type { OutcomeKind } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listReferrals } from '../referrals/list-referrals.ts';
import { audit, outcomes, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { recordOutcome } from './record-outcome.ts';

let workspace: TestWorkspace;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const sentReferral = async (): Promise<string> => {
  const [referralId] = await readyForGoogle(workspace.store, 1);
  const recipientId = await recipientBySlug(workspace.store, 'google');
  const [batch] = await createBatches(
    workspace.store,
    referrer,
    { recipientId },
    { idempotencyKey: freshKey() },
  );
  const batchId = batch?.batchId ?? '';
  await finishBatch(workspace.store, batchId, []);
  await markBatchSent(workspace.store, referrer, { batchId, sentAt: new Date().toISOString() });
  return referralId ?? '';
};
const outcome = (kind: OutcomeKind, minutes = -1) => ({
  kind,
  source: 'RECIPIENT_REPLY' as const,
  observedAt: new Date(Date.now() + minutes * 60_000).toISOString(),
});
const shown = async (referralId: string) => {
  const { referrals } = await listReferrals(workspace.store, { limit: 100 });
  return referrals.find((view) => view.referralId === referralId);
};

describe('recordOutcome', () => {
  it('keeps every outcome, closes the referral with a final one, and puts each on record', async () => {
    const referralId = await sentReferral();
    await recordOutcome(workspace.store, referrer, { referralId, ...outcome('ACKNOWLEDGED') });
    expect(await shown(referralId)).toMatchObject({ state: 'SENT' });
    await recordOutcome(workspace.store, referrer, { referralId, ...outcome('REMOVED'), note: 'By mail' });
    expect(await shown(referralId)).toMatchObject({
      state: 'CLOSED',
      outcomes: [{ kind: 'ACKNOWLEDGED' }, { kind: 'REMOVED', note: 'By mail' }],
    });
    const log = await workspace.store.db
      .select({ verb: audit.verb })
      .from(audit)
      .where(and(eq(audit.subjectId, referralId), eq(audit.verb, 'OUTCOME_RECORDED')));
    expect(log).toHaveLength(2);
  });

  it('that is older than what is known is kept, and neither opens a closed one nor says when to look again', async () => {
    const referralId = await sentReferral();
    await recordOutcome(workspace.store, referrer, { referralId, ...outcome('REMOVED') });
    const now = () =>
      workspace.store.db
        .select({ state: referrals.state, recheckDueAt: referrals.recheckDueAt })
        .from(referrals)
        .where(eq(referrals.id, referralId));
    const before = await now();
    expect(before).toEqual([{ state: 'CLOSED', recheckDueAt: expect.any(Date) }]);
    for (const kind of ['ACKNOWLEDGED', 'NO_VIOLATION', 'RESTRICTED'] as const)
      await recordOutcome(workspace.store, referrer, { referralId, ...outcome(kind, -60) });
    expect(await now()).toEqual(before);
    expect((await shown(referralId))?.outcomes).toHaveLength(4);
    // One that was observed later still contradicts it.
    await recordOutcome(workspace.store, referrer, { referralId, ...outcome('MORE_INFO_REQUESTED', 0) });
    expect(await now()).toMatchObject([{ state: 'SENT' }]);
  });

  it('refuses one for a referral that was not sent, an unknown one, and one seen in the future', async () => {
    const [ready] = await readyForGoogle(workspace.store, 1);
    await expect(
      recordOutcome(workspace.store, referrer, { referralId: ready ?? '', ...outcome('REMOVED') }),
    ).rejects.toThrow('FINAL_OUTCOME is not possible in state READY');
    await expect(
      recordOutcome(workspace.store, referrer, { referralId: referrer.personId, ...outcome('REMOVED') }),
    ).rejects.toMatchObject({ slug: 'not-found' });
    const referralId = await sentReferral();
    await expect(
      recordOutcome(workspace.store, referrer, { referralId, ...outcome('REMOVED', 60) }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/observedAt' }] });
  });

  it('changes nothing when it cannot be put on record', async () => {
    const referralId = await sentReferral();
    await withoutAudit(workspace.database, () =>
      expect(
        recordOutcome(workspace.store, referrer, { referralId, ...outcome('REMOVED') }),
      ).rejects.toThrow(),
    );
    expect(await shown(referralId)).toMatchObject({ state: 'SENT', outcomes: [] });
    expect(await workspace.store.db.$count(outcomes, eq(outcomes.referralId, referralId))).toBe(0);
  });
});
