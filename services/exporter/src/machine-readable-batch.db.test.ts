import { generateKeyPairSync } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { ExportFormat } from '@lapwing/contracts';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { readBatchFile } from '@lapwing/store/batches/read-batch-file';
import { silentLogger } from '@lapwing/store/logging';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import type { Actor } from '@lapwing/store/store';
import { readyForGoogle } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BuildContext, buildBatch } from './build-batch.ts';

const organisation = { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' };

let workspace: TestWorkspace;
let referrer: Actor;
let admin: Actor;
let context: BuildContext;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  admin = await addPerson(workspace.store, ['admin']);
  await ensureReadyMadeRecipients(workspace.store);
  const { privateKey } = generateKeyPairSync('ed25519');
  context = { store: workspace.store, organisation, signingKey: privateKey, log: silentLogger() };
});
afterAll(() => workspace.close());

/** A batch of confirmed items to Google, which takes these formats from now on. */
const orderBatch = async (formats: ExportFormat[]): Promise<string> => {
  const google = (await listRecipients(workspace.store)).find(({ slug }) => slug === 'google');
  if (!google) throw new Error('The ready-made recipients were not added');
  const { recipientId, version, slug, name, active, configuration } = google;
  const input = { slug, name, active, configuration: { ...configuration, formats } };
  await changeRecipient(workspace.store, admin, { recipientId, version, input });
  await readyForGoogle(workspace.store, 2);
  const [made] = await createBatches(
    workspace.store,
    referrer,
    { recipientId },
    { idempotencyKey: freshKey() },
  );
  return made?.batchId ?? '';
};
const contentOf = async (batchId: string, name: string): Promise<string> =>
  text((await readBatchFile(workspace.store, referrer, { batchId, name })).bytes);

describe('a batch in machine-readable formats', () => {
  it('says the same referrals, by the same ids, in each of them', async () => {
    const batchId = await orderBatch(['xarf', 'dsa', 'stix', 'misp', 'ncmec-worksheet']);
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    const { files, referrals } = await getBatch(workspace.store, batchId);
    const names = files.map(({ name }) => name).filter((name) => !name.startsWith('manifest'));
    expect(names).toEqual(['xarf.jsonl', 'notices.json', 'stix.json', 'misp.json', 'worksheet.txt']);
    expect(referrals).toHaveLength(2);
    for (const name of names) {
      const content = await contentOf(batchId, name);
      for (const { referralId, url } of referrals) {
        expect(content).toContain(referralId);
        expect(content).toContain(url);
      }
    }
    const [line = ''] = (await contentOf(batchId, 'xarf.jsonl')).split('\n');
    const { report_id } = z.looseObject({ report_id: z.string() }).parse(JSON.parse(line));
    expect(referrals.map(({ referralId }) => referralId)).toContain(report_id);
  });

  it('is not built for NCMEC without a user there, and says so; with one there is a file for each referral', async () => {
    const batchId = await orderBatch(['csv', 'ncmec']);
    expect(await buildBatch(context, batchId)).toBe('FAILED');
    expect(await getBatch(workspace.store, batchId)).toMatchObject({
      state: 'BUILDING',
      files: [],
      lastError: 'FormatNotReady: NCMEC CyberTipline is off: the setting LAPWING_NCMEC_USER is not there',
    });
    const registered = { ...context, organisation: { ...organisation, ncmecUser: 'plover' } };
    expect(await buildBatch(registered, batchId)).toBe('BUILT');
    const { files } = await getBatch(workspace.store, batchId);
    expect(files.map(({ name }) => name)).toEqual([
      'referrals.csv',
      'cybertipline-1.xml',
      'cybertipline-2.xml',
      'manifest.json',
      'manifest.sig',
    ]);
    expect(await contentOf(batchId, 'cybertipline-2.xml')).toMatch(/^<\?xml [^>]*>\n<report>/);
  });
});
