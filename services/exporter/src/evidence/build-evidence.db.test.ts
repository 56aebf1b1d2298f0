import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CustodyLog } from '@lapwing/contracts';
import { sealAudit } from '@lapwing/store/audit/seal-audit';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { listDeadLetters } from '@lapwing/store/dead-letters/list-dead-letters';
import { retryDeadLetter } from '@lapwing/store/dead-letters/retry-dead-letter';
import { dueEvidence } from '@lapwing/store/evidence/due-evidence';
import { failEvidenceAttempt } from '@lapwing/store/evidence/fail-evidence-attempt';
import { getEvidence } from '@lapwing/store/evidence/get-evidence';
import { MOST_ATTEMPTS } from '@lapwing/store/evidence/give-up-evidence';
import { loadEvidenceForBuilding } from '@lapwing/store/evidence/load-evidence-for-building';
import { readEvidenceArchive } from '@lapwing/store/evidence/read-evidence-archive';
import { requestEvidence } from '@lapwing/store/evidence/request-evidence';
import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { silentLogger } from '@lapwing/store/logging';
import { recordOutcome } from '@lapwing/store/outcomes/record-outcome';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { audit } from '@lapwing/store/schema/audit';
import type { Actor } from '@lapwing/store/store';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { lookAndApprove } from '@lapwing/store/testing/look-and-approve';
import { addPoliceUnit } from '@lapwing/store/testing/police-unit';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { desc } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOfArchive } from '../testing/files-of-archive.ts';
import { textOfPdf } from '../testing/text-of-pdf.ts';
import { fingerprintOf } from '../verify/public-key.ts';
import { verifyPath } from '../verify/verify-path.ts';
import { buildEvidence } from './build-evidence.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const fingerprint = fingerprintOf(createPublicKey(privateKey));

let workspace: TestWorkspace;
let place: string;
let referrer: Actor;
let lead: Actor;
let recipientId: string;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  place = await mkdtemp(join(tmpdir(), 'lapwing-evidence-'));
  const { store } = workspace;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer']);
  lead = await addPerson(store, ['lead']);
  recipientId = await addPoliceUnit(store, await addPerson(store, ['admin']));
});
afterAll(async () => {
  await workspace.close();
  await rm(place, { recursive: true, force: true });
});

const context = () => ({
  store: workspace.store,
  organisation: { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' },
  signingKey: privateKey,
  log: silentLogger(),
});
const seal = () =>
  sealAudit(workspace.store, { signingKey: privateKey, origin: 'plover.example/lapwing/audit' });
/** Builds once the approval is in the log: other test files' transactions may hold the sealer back for a moment. */
const buildUntil = (packageId: string, result: string) =>
  expect
    .poll(
      async () => {
        await seal();
        return buildEvidence(context(), packageId);
      },
      { timeout: 20_000 },
    )
    .toBe(result);

const itemThatWasSent = async (): Promise<string> => {
  const { store } = workspace;
  const { itemId, made } = await confirmItem(store);
  const meta = await recipientBySlug(store, 'meta');
  const referralIds = made.referrals
    .filter((one) => one.recipient.startsWith('Meta'))
    .map((one) => one.referralId);
  const input = { recipientId: meta, referralIds };
  const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  await finishBatch(store, batchId, []);
  await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString(), reference: 'META-1' });
  await recordOutcome(store, referrer, {
    referralId: referralIds[0] ?? '',
    kind: 'REMOVED',
    source: 'RECIPIENT_REPLY',
    observedAt: new Date().toISOString(),
    note: 'Told me by telephone',
  });
  return itemId;
};

const approved = async (itemIds: string[]): Promise<string> => {
  const ground = { agency: 'Police', authority: 'Court', reference: 'CP 1', legalBasis: 'Order' };
  const { packageId } = await requestEvidence(
    workspace.store,
    referrer,
    { recipientId, itemIds, ground },
    { idempotencyKey: freshKey() },
  );
  await lookAndApprove(workspace.store, lead, packageId);
  return packageId;
};
const look = (packageId: string) => getEvidence(workspace.store, lead, packageId, { canApprove: true });
const archiveOf = async (packageId: string): Promise<Buffer> =>
  buffer((await readEvidenceArchive(workspace.store, referrer, packageId)).bytes);

describe('buildEvidence', () => {
  it('builds what was approved, and anybody can verify it', async () => {
    const itemIds = [await itemThatWasSent(), await itemThatWasSent()];
    await recordLawEnforcement(workspace.store, lead, itemIds[0] ?? '', {
      kind: 'NOTICE',
      agency: 'Child protection police',
      reference: '1',
      notifiedAt: new Date().toISOString(),
    });
    const packageId = await approved(itemIds);
    await buildUntil(packageId, 'BUILT');
    const archive = await archiveOf(packageId);
    const path = join(place, 'package.zip');
    await writeFile(path, archive);
    const report = await verifyPath(path, { key: fingerprint });
    expect(report.findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ ok: true, about: { kind: 'evidence', id: packageId } });

    const files = await filesOfArchive(archive);
    const custody = CustodyLog.parse(JSON.parse(String(files.get('custody.json'))));
    const verbs = new Set(custody.rows.map(({ verb }) => verb));
    for (const verb of [
      'FLAG_ACCEPTED',
      'DECISION_MADE',
      'BATCH_SENT',
      'OUTCOME_RECORDED',
      'EVIDENCE_APPROVED',
    ])
      expect(verbs).toContain(verb);
    for (const closed of ['BATCH_SENT', 'LAW_ENFORCEMENT_NOTIFIED'])
      expect(custody.rows.find(({ verb }) => verb === closed)?.proof.kind).toBe('WITHHELD');
    const english = textOfPdf(files.get('evidence-en.pdf') ?? Buffer.alloc(0));
    expect(english).toContain('removed(saidbytherecipient)');
    const everything = [...files.values()].join() + english;
    for (const secret of ['Told me by telephone', 'Somebody', referrer.personId, lead.personId, '@lapwing'])
      expect(everything).not.toContain(secret);
  });

  it('puts the hash of the archive on record, and each download with fields and TLP', async () => {
    const packageId = await approved([await itemThatWasSent()]);
    await buildUntil(packageId, 'BUILT');
    const first = await archiveOf(packageId);
    expect((await archiveOf(packageId)).equals(first)).toBe(true);
    const [row] = await workspace.store.db.select().from(audit).orderBy(desc(audit.sequence)).limit(1);
    const { archive, files } = await look(packageId);
    expect(archive?.bytes).toBe(first.length);
    expect(files).toHaveLength(8);
    expect(row).toMatchObject({
      verb: 'DISCLOSED_EVIDENCE',
      subjectId: packageId,
      details: { sha256: archive?.sha256, tlp: 'AMBER+STRICT', agency: 'Police', reference: 'CP 1' },
    });
  });

  it('waits until the approval is in the signed log', async () => {
    const packageId = await approved([await itemThatWasSent()]);
    expect(await buildEvidence(context(), packageId)).toBe('NOTHING_TO_DO');
    expect(await dueEvidence(workspace.store, 50)).toContain(packageId);
    await buildUntil(packageId, 'BUILT');
    expect(await dueEvidence(workspace.store, 50)).not.toContain(packageId);
    expect(await buildEvidence(context(), packageId)).toBe('NOTHING_TO_DO');
  });

  it('says the same after it was cut off, whatever happened in between', async () => {
    const itemId = await itemThatWasSent();
    const packageId = await approved([itemId]);
    let begun = null;
    await expect
      .poll(
        async () => {
          await seal();
          begun = await loadEvidenceForBuilding(workspace.store, packageId);
          return begun;
        },
        { timeout: 20_000 },
      )
      .not.toBeNull();
    await itemThatWasSent();
    await seal();
    expect(await loadEvidenceForBuilding(workspace.store, packageId)).toEqual(begun);
  });

  it('is given up after five attempts, and an admin can have it tried again', async () => {
    const { store } = workspace;
    const packageId = await approved([await itemThatWasSent()]);
    await expect
      .poll(
        async () => {
          await seal();
          return loadEvidenceForBuilding(store, packageId);
        },
        { timeout: 20_000 },
      )
      .not.toBeNull();
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
      expect(await failEvidenceAttempt(store, packageId, 'Error: no room')).toBe('DUE_AGAIN');
      await loadEvidenceForBuilding(store, packageId);
    }
    expect(await failEvidenceAttempt(store, packageId, 'Error: no room')).toBe('GIVEN_UP');
    expect(await look(packageId)).toMatchObject({ givenUp: true, lastError: 'Error: no room' });
    const letter = (await listDeadLetters(store)).find(({ subjectId }) => subjectId === packageId);
    await retryDeadLetter(store, lead, letter?.deadLetterId ?? '');
    await buildUntil(packageId, 'BUILT');
  });

  it('is not built on a checkpoint that another key signed, but on a newer one when it is tried again', async () => {
    const { store } = workspace;
    const packageId = await approved([await itemThatWasSent()]);
    const old = generateKeyPairSync('ed25519').privateKey;
    await expect
      .poll(
        async () => {
          await sealAudit(store, { signingKey: old, origin: 'plover.example/lapwing/audit' });
          return buildEvidence(context(), packageId);
        },
        { timeout: 20_000 },
      )
      .toBe('FAILED');
    expect(await look(packageId)).toMatchObject({
      lastError: 'CheckpointOfOtherKey: The checkpoint of the audit log is signed with another key',
    });
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) await buildEvidence(context(), packageId);
    const letter = (await listDeadLetters(store)).find(({ subjectId }) => subjectId === packageId);
    await retryDeadLetter(store, lead, letter?.deadLetterId ?? '');
    await buildUntil(packageId, 'BUILT');
  });

  it('is never handed out when nobody could verify it', async () => {
    const { store, database } = workspace;
    const itemId = await itemThatWasSent();
    const packageId = await approved([itemId]);
    await expect
      .poll(
        async () => {
          await seal();
          return loadEvidenceForBuilding(store, packageId);
        },
        { timeout: 20_000 },
      )
      .not.toBeNull();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    // Somebody with the keys to the database rewrites a row that is in the signed log.
    await owner.query('alter table audit disable trigger user');
    await owner.query(`update audit set details = '{}' where subject_id = $1 and verb = 'DECISION_MADE'`, [
      itemId,
    ]);
    await owner.query('alter table audit enable trigger user');
    await owner.end();
    expect(await buildEvidence(context(), packageId)).toBe('FAILED');
    expect(await look(packageId)).toMatchObject({
      state: 'BUILDING',
      lastError: expect.stringMatching(/^PackageDoesNotVerify: custody\.json: the row DECISION_MADE/),
    });
  });
});
