import {
  BatchDryRun,
  type RecipientConfiguration,
  RecipientPreview,
  RecipientView,
  readyMadeRecipients,
} from '@lapwing/contracts';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { audit } from '@lapwing/store/schema/index';
import { readyForGoogle } from '@lapwing/store/testing/ready-referrals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, askFor } from './stack/api-client.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from './stack/token-holders.ts';

const Recipients = z.object({ recipients: z.array(RecipientView) });
const model = readyMadeRecipients.find(({ slug }) => slug === 'google');
if (!model) throw new Error('Google is not ready-made');

describe.for([{ redis: true }, { redis: false }])(
  'settings that are being edited, with Redis: $redis',
  ({ redis }) => {
    let stack: Stack;
    let admin: TokenHolder;
    let both: TokenHolder;
    let recipientId: string;
    let referralId: string;
    beforeAll(async () => {
      stack = await startStack({ database: await sharedDatabase(), start: ['api', 'exporter'], redis });
      await ensureReadyMadeRecipients(stack.store);
      [admin, both] = [
        await addTokenHolder(stack, ['admin']),
        await addTokenHolder(stack, ['admin', 'referrer']),
      ];
      const { recipients } = await askFor(Recipients, stack.url, admin.token, 'GET', '/v1/recipients');
      recipientId = recipients.find(({ slug }) => slug === 'google')?.recipientId ?? '';
      [referralId = ''] = await readyForGoogle(stack.store, 1);
    });
    afterAll(() => stack?.stop());

    const preview = (by: TokenHolder, changed: Partial<RecipientConfiguration> = {}, real = true) =>
      askFor(RecipientPreview, stack.url, by.token, 'POST', '/v1/recipients/preview', {
        body: {
          recipientId,
          recipient: { ...model, configuration: { ...model.configuration, ...changed } },
          category: 'GROOMING',
          urgent: false,
          real,
        },
      });
    const disclosed = async () =>
      (await stack.store.db.select().from(audit).orderBy(audit.sequence)).filter(
        ({ verb }) => verb === 'DISCLOSED_BATCH_PREVIEW',
      );

    it('are shown with an invented referral to whoever may see no other, and nothing is disclosed', async () => {
      const before = (await disclosed()).length;
      const shown = await preview(admin, {
        formats: ['csv', 'json', 'pdf', 'ncmec'],
        fields: ['severity', 'policy_area', 'explanation'],
        policyAreas: { GROOMING: 'Minors, contact with' },
        language: 'th',
      });
      expect(shown.source).toBe('SAMPLE');
      expect(shown.columns).toEqual(['severity', 'policy_area', 'explanation']);
      expect(shown.row.slice(0, 2)).toEqual(['2', 'Minors, contact with']);
      expect(shown.row[2]).toContain('ตัวอย่าง');
      const [csv, json, pdf] = shown.files;
      expect(csv?.text?.split('\r\n')[0]).toBe('"severity","policy_area","explanation"');
      expect(JSON.parse(json?.text ?? '')).toMatchObject({ referrals: [{ severity: 2 }] });
      expect(pdf).toMatchObject({ name: 'letter.pdf', text: null, problem: null });
      expect(pdf?.bytes).toBeGreaterThan(1_000);
      expect(await disclosed()).toHaveLength(before);
    });

    it('are shown with the first that is ready to whoever may build batches, which is on record', async () => {
      const before = (await disclosed()).length;
      const fields = ['referral_id', 'account_handle'] as const;
      const shown = await preview(both, { fields: [...fields] });
      expect(shown).toMatchObject({ source: 'REFERRAL', columns: fields });
      expect(shown.row[0]).toBe(referralId);
      expect(shown.files[0]?.text).toContain(referralId);
      expect((await preview(both, {}, false)).source).toBe('SAMPLE');
      const rows = await disclosed();
      expect(rows).toHaveLength(before + 1);
      expect(rows.at(-1)).toMatchObject({ actorId: both.personId, subjectId: recipientId });
      expect(rows.at(-1)?.details).toMatchObject({ referralIds: [referralId], fields });
    });

    it('say why a format cannot be written here, and show the others', async () => {
      const { files } = await preview(both, { formats: ['ncmec', 'csv'] });
      expect(files[0]?.problem).toMatch(/LAPWING_NCMEC_USER/);
      expect(files[1]).toMatchObject({ format: 'csv', problem: null });
    });

    it('are tried on what is ready, in numbers', async () => {
      const path = `/v1/recipients/${recipientId}/dry-run`;
      const dryRun = (changed: Partial<RecipientConfiguration>, active = true) =>
        askFor(BatchDryRun, stack.url, admin.token, 'POST', path, {
          body: { recipient: { ...model, active, configuration: { ...model.configuration, ...changed } } },
        });
      const saved = await askFor(BatchDryRun, stack.url, admin.token, 'POST', path, { body: {} });
      expect(saved).toEqual({ imminent: 0, batches: 1, referrals: 1, heldBack: [], nextBatchAt: null });
      expect((await dryRun({ platforms: ['GOOGLE'] })).heldBack).toEqual([
        { reason: 'CONTENT_NOT_TAKEN', count: 1 },
      ]);
      expect((await dryRun({ activeFrom: '2999-01-01' })).heldBack).toEqual([
        { reason: 'NOT_YET', count: 1 },
      ]);
      expect((await dryRun({}, false)).heldBack).toEqual([{ reason: 'SWITCHED_OFF', count: 1 }]);
      // An admin who is no referrer learns what a referrer could send; a referrer what she could.
      const senders = { roles: ['lead' as const], people: [] };
      expect((await dryRun({ senders })).referrals).toBe(1);
      const asReferrer = await askFor(BatchDryRun, stack.url, both.token, 'POST', path, {
        body: { recipient: { ...model, active: true, configuration: { ...model.configuration, senders } } },
      });
      expect(asReferrer.heldBack).toEqual([{ reason: 'NOT_A_SENDER', count: 1 }]);
    });

    it('of a recipient that is not there are not tried', async () => {
      const path = '/v1/recipients/00000000-0000-4000-8000-000000000000/dry-run';
      expect((await ask(stack.url, admin.token, 'POST', path, { body: {} })).status).toBe(404);
    });
  },
);
