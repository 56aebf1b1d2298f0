import {
  type AuditVerb,
  type ClaimView,
  type FlagAccepted,
  type OutcomeFileConfirmed,
  OutcomeFileInput,
  type ParsedFlag,
  type RecipientInput,
} from '@lapwing/contracts';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { writeBatchFile } from '@lapwing/store/batches/write-batch-file';
import { claimItem } from '@lapwing/store/claims/claim-item';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { previewOutcomeFile } from '@lapwing/store/outcomes/preview-outcome-file';
import { recordOutcomeFile } from '@lapwing/store/outcomes/record-outcome-file';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { readyMadeRecipients } from '@lapwing/store/recipients/ready-made-recipients';
import { referrals } from '@lapwing/store/schema/index';
import type { Actor } from '@lapwing/store/store';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, invent, type TestWorkspace } from '@lapwing/store/testing/workspace';

/** Brings a fresh workspace to where a verb can be tried, and gives the trial. */
export type Prepare = (world: TestWorkspace) => Promise<() => Promise<unknown>>;

/** A verb that changes or discloses something: how to try it, and what it must put on record. */
export interface AuditedVerb {
  verb: string;
  puts: AuditVerb;
  prepare: Prepare;
}

/** A flagged item. */
export async function flagItem({
  store,
}: TestWorkspace): Promise<FlagAccepted & { flag: ParsedFlag; analyst: Actor }> {
  const analyst = await addPerson(store, ['analyst']);
  const flag = invent();
  return { ...(await acceptFlag(store, analyst, flag, { idempotencyKey: freshKey() })), flag, analyst };
}

/** An item that a reviewer holds. */
export async function claimed(
  world: TestWorkspace,
  leaseMs = 60_000,
): Promise<{ itemId: string; reviewer: Actor; claim: ClaimView }> {
  const { itemId } = await flagItem(world);
  const reviewer = await addPerson(world.store, ['reviewer']);
  const claim = await claimItem(world.store, reviewer, itemId, { leaseMs, canAdjudicate: false });
  return { itemId, reviewer, claim };
}

type Ready = { referralId: string; recipientId: string; referrer: Actor };

/** A referral that is ready for Google. */
export async function readyReferral({ store }: TestWorkspace): Promise<Ready> {
  await ensureReadyMadeRecipients(store);
  const [referralId] = await readyForGoogle(store, 1);
  if (referralId === undefined) throw new Error('No referral was made ready');
  return {
    referralId,
    recipientId: await recipientBySlug(store, 'google'),
    referrer: await addPerson(store, ['referrer']),
  };
}

/** The item that a referral is about. */
export async function itemOf({ store }: TestWorkspace, referralId: string): Promise<string> {
  const all = await store.db.select().from(referrals);
  const found = all.find(({ id }) => id === referralId);
  if (!found) throw new Error('There is no such referral');
  return found.itemId;
}

/** A batch with one file, which is being built. */
export async function fullBatch(world: TestWorkspace): Promise<Ready & { batchId: string }> {
  const ready = await readyReferral(world);
  const [batch] = await createBatches(
    world.store,
    ready.referrer,
    { recipientId: ready.recipientId },
    { idempotencyKey: freshKey() },
  );
  if (!batch) throw new Error('No batch was made');
  await writeBatchFile(world.store, batch.batchId, {
    position: 0,
    name: 'referrals.csv',
    mediaType: 'text/csv',
    async *read() {
      yield Buffer.from('referral_id\n');
    },
  });
  return { ...ready, batchId: batch.batchId };
}

/** A referral that was sent. */
export async function sentReferral(world: TestWorkspace): Promise<Ready & { batchId: string }> {
  const batch = await fullBatch(world);
  await finishBatch(world.store, batch.batchId, []);
  await markBatchSent(world.store, batch.referrer, {
    batchId: batch.batchId,
    sentAt: new Date().toISOString(),
  });
  return batch;
}

/** A recipient's file, one removal a line, as its preview showed it. */
export async function plannedFile(
  { store }: TestWorkspace,
  recipientId: string,
  references: readonly string[],
): Promise<OutcomeFileConfirmed> {
  const file = OutcomeFileInput.parse({
    recipientId,
    mapping: { columns: {}, words: [], dateOrder: 'DAY_FIRST', timeZone: 'UTC' },
    receivedAt: new Date().toISOString(),
    lines: references.map((reference, index) => ({
      line: index + 2,
      reference,
      ticket: `T-${index + 1}`,
      outcome: 'REMOVED',
    })),
  });
  return { ...file, plan: (await previewOutcomeFile(store, file)).plan };
}

/** A sent referral, and a line of its recipient that could be about anything. */
export async function lineInTray(world: TestWorkspace): Promise<Ready & { lineId: string }> {
  const sent = await sentReferral(world);
  const file = await plannedFile(world, sent.recipientId, ['about something else']);
  await recordOutcomeFile(world.store, sent.referrer, file);
  const [line] = (await listTray(world.store, { limit: 1 })).lines;
  if (!line) throw new Error('No line came into the tray');
  return { ...sent, lineId: line.lineId };
}

/** Settings of a recipient that is not there yet. */
export function someRecipient(): RecipientInput {
  const [model] = readyMadeRecipients;
  if (!model) throw new Error('There are no ready-made recipients');
  const contacts = [{ name: 'Desk', email: 'desk@hotline.example', phone: '', web: '', note: '' }];
  const configuration = { ...model.configuration, contacts };
  return { ...model, slug: 'hotline', name: 'A hotline', configuration };
}
