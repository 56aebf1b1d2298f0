import { readyMadeRecipients as offered, type RecipientFile, type RecipientInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, recipients } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { makeKeyPair } from '../testing/openpgp-keys.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { createRecipient } from './create-recipient.ts';
import { ensureReadyMadeRecipients } from './ensure-ready-made-recipients.ts';
import { exportRecipients } from './export-recipients.ts';
import { importRecipients } from './import-recipients.ts';
import { listRecipients } from './list-recipients.ts';
import { previewRecipientImport } from './preview-recipient-import.ts';

let workspace: TestWorkspace;
let admin: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const fileOf = (...entries: RecipientInput[]): RecipientFile => ({
  lapwing: 'recipients/1',
  recipients: entries,
});
const offer = (slug: string): RecipientInput => {
  const found = offered.find((one) => one.slug === slug);
  if (!found) throw new Error(`${slug} is not ready-made`);
  return found;
};
const withName = (recipient: RecipientInput, name: string): RecipientInput => ({ ...recipient, name });
const preview = (file: RecipientFile) => previewRecipientImport(workspace.store, file);
const apply = async (file: RecipientFile) =>
  importRecipients(workspace.store, admin, file, { seen: (await preview(file)).seen });
/** Everything that an import could change. */
const everything = () => workspace.store.db.select().from(recipients).orderBy(recipients.id);

describe('a file of recipients', () => {
  it('brings back what was exported, and changes nothing then', async () => {
    const file = await exportRecipients(workspace.store, admin);
    expect(file.recipients.map(({ slug }) => slug)).toEqual(['google', 'meta']);
    const before = await everything();
    expect((await apply(file)).changes.map(({ change }) => change)).toEqual(['SAME', 'SAME']);
    expect(await everything()).toEqual(before);
  });

  it('has no secret in it', async () => {
    await workspace.store.db
      .update(recipients)
      .set({ webhookSecretSealed: 'sealed-and-secret' })
      .where(eq(recipients.slug, 'meta'));
    expect(JSON.stringify(await exportRecipients(workspace.store, admin))).not.toMatch(/secret/i);
  });

  it('shows first what it changes and then does it, each with its audit row', async () => {
    const { recipients: there } = await exportRecipients(workspace.store, admin);
    const google = there.find(({ slug }) => slug === 'google');
    if (!google) throw new Error('Google is missing');
    const file = fileOf(offer('tiktok'), {
      ...google,
      active: false,
      configuration: { ...google.configuration, maximumReferrals: 5, products: [] },
    });
    const before = await everything();
    const shown = await preview(file);
    expect(shown.changes).toEqual([
      { slug: 'tiktok', name: 'TikTok', change: 'NEW', settings: [], switches: null },
      {
        slug: 'google',
        name: google.name,
        change: 'CHANGED',
        settings: ['/active', '/configuration/maximumReferrals', '/configuration/products'],
        switches: 'OFF',
      },
    ]);
    expect(await everything()).toEqual(before);
    expect((await importRecipients(workspace.store, admin, file, shown)).changes).toEqual(shown.changes);
    const all = await listRecipients(workspace.store);
    expect(all.map(({ slug, standing }) => [slug, standing])).toEqual([
      ['google', 'SWITCHED_OFF'],
      ['meta', 'OPEN'],
      ['tiktok', 'SWITCHED_OFF'],
    ]);
    const verbs = await workspace.store.db
      .select({ verb: audit.verb, subjectId: audit.subjectId })
      .from(audit)
      .where(eq(audit.actorId, admin.personId))
      .orderBy(audit.sequence);
    const idOf = (slug: string) => all.find((one) => one.slug === slug)?.recipientId;
    expect(verbs.slice(-2)).toEqual([
      { verb: 'RECIPIENT_CREATED', subjectId: idOf('tiktok') },
      { verb: 'RECIPIENT_CHANGED', subjectId: idOf('google') },
    ]);
  });

  it('with faults names the field of each and changes nothing', async () => {
    const { publicKey } = await makeKeyPair({ daysOld: 10, daysGood: 9 });
    const reddit = offer('reddit');
    const file = fileOf(
      withName(offer('discord'), 'Would be added'),
      { ...reddit, configuration: { ...reddit.configuration, publicKey } },
      { ...offer('iwf'), active: true },
      {
        ...offer('x'),
        configuration: {
          ...offer('x').configuration,
          senders: { roles: [], people: ['Stranger 1'] },
        },
      },
    );
    const before = await everything();
    const refused = {
      slug: 'invalid-request',
      errors: [
        { pointer: '/recipients/1/configuration/publicKey', code: 'expired' },
        { pointer: '/recipients/2/configuration/contacts', code: 'contact_missing' },
        { pointer: '/recipients/3/configuration/senders/people/0', code: 'unknown_sender' },
      ],
    };
    await expect(preview(file)).rejects.toMatchObject(refused);
    await expect(importRecipients(workspace.store, admin, file, { seen: '' })).rejects.toMatchObject(refused);
    expect(await everything()).toEqual(before);
  });

  it('is refused when somebody changed a recipient after it was shown', async () => {
    const file = fileOf(withName(offer('telegram'), 'Telegram, of a file'));
    const { seen } = await preview(file);
    await createRecipient(workspace.store, admin, withName(offer('line'), 'LINE, meanwhile'));
    await expect(importRecipients(workspace.store, admin, file, { seen })).rejects.toMatchObject({
      slug: 'stale',
    });
    expect((await listRecipients(workspace.store)).map(({ slug }) => slug)).not.toContain('telegram');
  });

  it('is taken once when two people press at the same moment', async () => {
    const file = fileOf(offer('snap'));
    const { seen } = await preview(file);
    const settled = await Promise.allSettled(
      [1, 2].map(() => importRecipients(workspace.store, admin, file, { seen })),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [refused] = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject({ slug: 'stale' });
  });
});
