import { generateKeyPairSync } from 'node:crypto';
import { sealAudit } from '@lapwing/store/audit/seal-audit';
import { approveEvidence } from '@lapwing/store/evidence/approve-evidence';
import { declineEvidence } from '@lapwing/store/evidence/decline-evidence';
import { failEvidenceAttempt } from '@lapwing/store/evidence/fail-evidence-attempt';
import { finishEvidence } from '@lapwing/store/evidence/finish-evidence';
import { getEvidence } from '@lapwing/store/evidence/get-evidence';
import { MOST_ATTEMPTS } from '@lapwing/store/evidence/give-up-evidence';
import { loadEvidenceForBuilding } from '@lapwing/store/evidence/load-evidence-for-building';
import { previewEvidence } from '@lapwing/store/evidence/preview-evidence';
import { readEvidenceArchive } from '@lapwing/store/evidence/read-evidence-archive';
import { requestEvidence } from '@lapwing/store/evidence/request-evidence';
import type { Actor } from '@lapwing/store/store';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { lookAndApprove } from '@lapwing/store/testing/look-and-approve';
import { addPoliceUnit } from '@lapwing/store/testing/police-unit';
import { addPerson, freshKey, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { until } from '../stack/until.ts';
import type { AuditedVerb } from './prepared-records.ts';

const settings = { signingKey: generateKeyPairSync('ed25519').privateKey, origin: 'lapwing/audit' };
const ground = { agency: 'Police', authority: 'Court', reference: 'CP 1', legalBasis: 'Order' };
const archive = { archive: Buffer.from('an archive'), files: [] };

type Asked = { recipientId: string; itemIds: string[]; referrer: Actor };

/** A police unit, and an item that was confirmed. */
async function forPolice({ store }: TestWorkspace): Promise<Asked> {
  const recipientId = await addPoliceUnit(store, await addPerson(store, ['admin']));
  const { itemId } = await confirmItem(store);
  return { recipientId, itemIds: [itemId], referrer: await addPerson(store, ['referrer']) };
}

/** A package that somebody asked for. */
export async function requestedEvidence(
  world: TestWorkspace,
): Promise<{ packageId: string; referrer: Actor; lead: Actor }> {
  const { referrer, ...choice } = await forPolice(world);
  const options = { idempotencyKey: freshKey() };
  const { packageId } = await requestEvidence(world.store, referrer, { ...choice, ground }, options);
  return { packageId, referrer, lead: await addPerson(world.store, ['lead']) };
}

async function approved(world: TestWorkspace): Promise<{ packageId: string; referrer: Actor }> {
  const { packageId, referrer, lead } = await requestedEvidence(world);
  await lookAndApprove(world.store, lead, packageId);
  return { packageId, referrer };
}

/** Begins attempts until all but none are used up. */
async function allAttempts({ store }: TestWorkspace, packageId: string): Promise<void> {
  const load = () => loadEvidenceForBuilding(store, packageId);
  // Transactions of other test files may hold the sealer back for a moment.
  await until('the approval is in the signed log', async () => {
    await sealAudit(store, settings);
    return (await load()) !== null;
  });
  for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) await load();
}

/** Verbs on packages of evidence for the police. */
export const verbsOnEvidence: readonly AuditedVerb[] = [
  {
    verb: 'previewEvidence',
    puts: 'DISCLOSED_EVIDENCE_PREVIEW',
    prepare: async (world) => {
      const { referrer, ...choice } = await forPolice(world);
      return () => previewEvidence(world.store, referrer, choice);
    },
  },
  {
    verb: 'requestEvidence',
    puts: 'EVIDENCE_REQUESTED',
    prepare: async (world) => {
      const { referrer, ...choice } = await forPolice(world);
      const options = { idempotencyKey: freshKey() };
      return () => requestEvidence(world.store, referrer, { ...choice, ground }, options);
    },
  },
  {
    verb: 'getEvidence',
    puts: 'DISCLOSED_EVIDENCE_PREVIEW',
    prepare: async (world) => {
      const { packageId, referrer } = await requestedEvidence(world);
      return () => getEvidence(world.store, referrer, packageId, { canApprove: false });
    },
  },
  {
    verb: 'approveEvidence',
    puts: 'EVIDENCE_APPROVED',
    prepare: async (world) => {
      const { packageId, lead } = await requestedEvidence(world);
      const seen = await getEvidence(world.store, lead, packageId, { canApprove: true });
      return () => approveEvidence(world.store, lead, { packageId, digest: seen.digest ?? '' });
    },
  },
  {
    verb: 'declineEvidence',
    puts: 'EVIDENCE_DECLINED',
    prepare: async (world) => {
      const { packageId, lead } = await requestedEvidence(world);
      return () => declineEvidence(world.store, lead, { packageId, reason: 'No order yet' });
    },
  },
  {
    verb: 'finishEvidence',
    puts: 'EVIDENCE_BUILT',
    prepare: async (world) => {
      const { packageId } = await approved(world);
      return () => finishEvidence(world.store, packageId, archive);
    },
  },
  {
    verb: 'readEvidenceArchive',
    puts: 'DISCLOSED_EVIDENCE',
    prepare: async (world) => {
      const { packageId, referrer } = await approved(world);
      await finishEvidence(world.store, packageId, archive);
      return () => readEvidenceArchive(world.store, referrer, packageId);
    },
  },
  {
    verb: 'loadEvidenceForBuilding',
    puts: 'JOB_DEAD_LETTERED',
    prepare: async (world) => {
      const { packageId } = await approved(world);
      await allAttempts(world, packageId);
      return () => loadEvidenceForBuilding(world.store, packageId);
    },
  },
  {
    verb: 'failEvidenceAttempt',
    puts: 'JOB_DEAD_LETTERED',
    prepare: async (world) => {
      const { packageId } = await approved(world);
      await allAttempts(world, packageId);
      return () => failEvidenceAttempt(world.store, packageId, 'Error: no room');
    },
  },
];
