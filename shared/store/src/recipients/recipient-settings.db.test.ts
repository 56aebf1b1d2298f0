import { type RecipientSettings, takesContent } from '@lapwing/contracts';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { streamBatchArchive } from '../batches/batch-archive.ts';
import { cancelBatch } from '../batches/cancel-batch.ts';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { previewBatch } from '../batches/preview-batch.ts';
import { readBatchFile } from '../batches/read-batch-file.ts';
import { requestDelivery } from '../deliveries/request-delivery.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { batches, items, people, recipients, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { makeKeyPair } from '../testing/openpgp-keys.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { changeRecipient } from './change-recipient.ts';
import { createRecipient } from './create-recipient.ts';
import { ensureReadyMadeRecipients } from './ensure-ready-made-recipients.ts';
import { listRecipients } from './list-recipients.ts';
import { readyMadeRecipients } from './ready-made-recipients.ts';
import { takenBy } from './taken-by.ts';

const HOUR_MS = 3_600_000;
const desk = { name: 'Desk', email: 'desk@platform.example', phone: '', web: '', note: '' };

let workspace: TestWorkspace;
let referrer: Actor;
let admin: Actor;
let recipientId: string;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
  referrer = await addPerson(workspace.store, ['referrer']);
  admin = await addPerson(workspace.store, ['admin']);
  recipientId = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await settings({});
  await workspace.store.db.update(referrals).set({ state: 'WITHDRAWN' }).where(eq(referrals.state, 'READY'));
  await workspace.store.db.update(batches).set({ createdAt: new Date(Date.now() - 25 * HOUR_MS) });
});

const google = async () => {
  const found = (await listRecipients(workspace.store)).find((view) => view.recipientId === recipientId);
  if (!found) throw new Error('Google is missing');
  return found;
};
/** Google as it is ready-made, but for these settings. */
const settings = async (
  changed: Partial<RecipientSettings> & { maximumReferrals?: number },
  { active = true }: { active?: boolean } = {},
) => {
  const model = readyMadeRecipients.find(({ slug }) => slug === 'google');
  if (!model) throw new Error('Google is not ready-made');
  const configuration = { ...model.configuration, contacts: [desk], ...changed };
  const { version } = await google();
  return changeRecipient(workspace.store, admin, {
    recipientId,
    version,
    input: { ...model, active, configuration },
  });
};
const build = (actor = referrer) =>
  createBatches(workspace.store, actor, { recipientId }, { idempotencyKey: freshKey() });
const pseudonymOf = async ({ personId }: Actor) => {
  const [person] = await workspace.store.db.select().from(people).where(eq(people.id, personId));
  return person?.pseudonym ?? '';
};
const day = (offset: number) => new Date(Date.now() + offset * 24 * HOUR_MS).toISOString().slice(0, 10);

describe('settings that were written before there were newer ones', () => {
  it('are read with the defaults of these', async () => {
    await workspace.store.db.execute(
      sql`update recipients set configuration = configuration - 'senders' - 'contacts' - 'batchesPerDay' - 'hosts'
          where id = ${recipientId}`,
    );
    expect((await google()).configuration).toMatchObject({
      senders: { roles: [], people: [] },
      contacts: [],
      batchesPerDay: null,
      hosts: [],
    });
    await readyForGoogle(workspace.store, 1);
    expect(await build()).toHaveLength(1);
  });
});

describe('the days on which a recipient takes referrals', () => {
  it.each([
    ['before the first', { activeFrom: day(1) }, 'NOT_YET'],
    ['after the last', { activeUntil: day(-1) }, 'ENDED'],
  ])('%s: nothing is addressed to it and nothing is built', async (_, dates, standing) => {
    const [ready] = await readyForGoogle(workspace.store, 1);
    expect(await settings(dates)).toMatchObject({ active: true, standing, ready: 1 });
    expect(await readyForGoogle(workspace.store, 1)).toEqual([]);
    await expect(build()).rejects.toMatchObject({ slug: 'conflict' });
    const [row] = await workspace.store.db
      .select()
      .from(referrals)
      .where(eq(referrals.id, ready ?? ''));
    expect(row?.state).toBe('READY');
  });

  it('include the first and the last', async () => {
    expect(await settings({ activeFrom: day(0), activeUntil: day(0) })).toMatchObject({ standing: 'OPEN' });
    expect(await readyForGoogle(workspace.store, 1)).toHaveLength(1);
    expect(await build()).toHaveLength(1);
  });
});

describe('the limit of batches in 24 hours', () => {
  it('leaves what is beyond it ready, says when the next can be made, and ends by itself', async () => {
    await settings({ batchesPerDay: 2, maximumReferrals: 1 });
    await readyForGoogle(workspace.store, 3);
    await build();
    const [second] = await build();
    await expect(build()).rejects.toMatchObject({
      slug: 'conflict',
      message: expect.stringContaining('the next can be made at'),
    });
    const preview = await previewBatch(workspace.store, referrer, { recipientId });
    expect(preview).toMatchObject({ batches: [], remaining: 1 });
    expect(Date.parse(preview.nextBatchAt ?? '') - Date.now()).toBeGreaterThan(23 * HOUR_MS);
    await workspace.store.db
      .update(batches)
      .set({ createdAt: new Date(Date.now() - 25 * HOUR_MS) })
      .where(eq(batches.id, second?.batchId ?? ''));
    expect(await build()).toHaveLength(1);
  });

  it('holds for two who press at the same moment', async () => {
    await settings({ batchesPerDay: 1, maximumReferrals: 1 });
    await readyForGoogle(workspace.store, 2);
    const settled = await Promise.allSettled([build(), build()]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('does not count a cancelled batch', async () => {
    await settings({ batchesPerDay: 1, maximumReferrals: 1 });
    await readyForGoogle(workspace.store, 1);
    const [first] = await build();
    await cancelBatch(workspace.store, referrer, first?.batchId ?? '');
    expect(await build()).toHaveLength(1);
  });

  it('holds up no imminent danger and is not used up by it', async () => {
    await settings({ batchesPerDay: 1, maximumReferrals: 1 });
    const danger = async () => {
      const [referralId] = await readyForGoogle(workspace.store, 1, {
        urgency: 'IMMINENT',
        imminentDanger: { basis: ['PLANNED_MEETING'] },
      });
      const [row] = await workspace.store.db
        .select({ itemId: referrals.itemId })
        .from(referrals)
        .where(eq(referrals.id, referralId ?? ''));
      await recordLawEnforcement(workspace.store, referrer, row?.itemId ?? '', {
        kind: 'NOTICE',
        notifiedAt: new Date().toISOString(),
        agency: 'Child protection police',
        reference: '',
      });
    };
    await danger();
    expect(await build()).toMatchObject([{ imminent: true }]);
    await readyForGoogle(workspace.store, 1);
    expect(await build()).toMatchObject([{ imminent: false }]);
    await readyForGoogle(workspace.store, 1);
    await danger();
    expect(await build()).toMatchObject([{ imminent: true, referralCount: 1 }]);
  });
});

describe('who may send', () => {
  const refused = { slug: 'forbidden' };

  it('is every referrer where nobody is named', async () => {
    await readyForGoogle(workspace.store, 1);
    expect(await build()).toHaveLength(1);
  });

  it.each(['named', 'of a role'] as const)('is nobody but those who are %s, at every step', async (how) => {
    const chosen = await addPerson(workspace.store, ['referrer', 'lead']);
    const senders =
      how === 'named'
        ? { roles: [], people: [await pseudonymOf(chosen)] }
        : { roles: ['lead' as const], people: [] };
    await settings({ senders });
    await readyForGoogle(workspace.store, 1);
    await expect(previewBatch(workspace.store, referrer, { recipientId })).rejects.toMatchObject(refused);
    await expect(build()).rejects.toMatchObject(refused);
    const [batch] = await build(chosen);
    const batchId = batch?.batchId ?? '';
    await finishBatch(workspace.store, batchId, []);
    const sentAt = new Date().toISOString();
    await expect(
      readBatchFile(workspace.store, referrer, { batchId, name: 'referrals.csv' }),
    ).rejects.toMatchObject(refused);
    await expect(streamBatchArchive(workspace.store, referrer, batchId)).rejects.toMatchObject(refused);
    await expect(markBatchSent(workspace.store, referrer, { batchId, sentAt })).rejects.toMatchObject(
      refused,
    );
    await expect(
      requestDelivery(workspace.store, referrer, { batchId, destination: 'desk.platform.example' }),
    ).rejects.toMatchObject(refused);
    expect(await markBatchSent(workspace.store, chosen, { batchId, sentAt })).toMatchObject({
      state: 'SENT',
    });
  });

  it('counts at the moment of sending, not of building', async () => {
    await readyForGoogle(workspace.store, 1);
    const [batch] = await build();
    const batchId = batch?.batchId ?? '';
    await finishBatch(workspace.store, batchId, []);
    await settings({ senders: { roles: ['lead'], people: [] } });
    const sentAt = new Date().toISOString();
    await expect(markBatchSent(workspace.store, referrer, { batchId, sentAt })).rejects.toMatchObject(
      refused,
    );
  });

  it('can be no stranger, nobody who left, and nobody who is no referrer', async () => {
    const gone = await addPerson(workspace.store, ['referrer']);
    await workspace.store.db.update(people).set({ active: false }).where(eq(people.id, gone.personId));
    const named = await Promise.all([referrer, gone, admin].map(pseudonymOf));
    await expect(settings({ senders: { roles: [], people: [...named, 'Nobody 1'] } })).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [1, 2, 3].map((index) => ({
        pointer: `/configuration/senders/people/${index}`,
        code: 'unknown_sender',
      })),
    });
  });
});

describe('the public key', () => {
  it('is refused at its field when it expired, and its facts are shown otherwise', async () => {
    const expired = (await makeKeyPair({ daysOld: 10, daysGood: 9 })).publicKey;
    await expect(settings({ publicKey: expired })).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/configuration/publicKey', code: 'expired' }],
    });
    expect((await google()).publicKey).toBeNull();
    const { publicKey } = await makeKeyPair({ daysOld: 10, daysGood: 30 });
    expect(await settings({ publicKey })).toMatchObject({
      publicKey: { fingerprint: expect.stringMatching(/^[0-9A-F]{40,64}$/), expired: false },
    });
  });

  it('that expired since is shown as such, and does not stand in the way of other changes', async () => {
    const publicKey = (await makeKeyPair({ daysOld: 10, daysGood: 9 })).publicKey;
    const { configuration } = await google();
    await workspace.store.db
      .update(recipients)
      .set({ configuration: { ...configuration, publicKey } })
      .where(eq(recipients.id, recipientId));
    expect(await settings({ publicKey, products: ['YouTube'] })).toMatchObject({
      publicKey: { expired: true },
    });
  });
});

describe('switching a recipient on', () => {
  it('needs somebody to reach', async () => {
    const [model] = readyMadeRecipients;
    if (!model) throw new Error('There are no ready-made recipients');
    const faults = { slug: 'invalid-request', errors: [{ pointer: '/configuration/contacts' }] };
    const fresh = { ...model, slug: 'fresh', name: 'Fresh' };
    await expect(createRecipient(workspace.store, admin, fresh)).rejects.toMatchObject(faults);
    const made = await createRecipient(workspace.store, admin, { ...fresh, active: false });
    const change = (input: typeof fresh) =>
      changeRecipient(workspace.store, admin, { recipientId: made.recipientId, version: 1, input });
    await expect(change(fresh)).rejects.toMatchObject(faults);
    const configuration = { ...fresh.configuration, contacts: [desk] };
    expect(await change({ ...fresh, configuration })).toMatchObject({ standing: 'OPEN' });
  });
});

describe('the sites of a recipient', () => {
  const addresses = [
    'https://site.example/1',
    'https://a.site.example/2',
    'https://other-site.example/3',
    'https://site.example.other.example/4',
    'https://other.example/?u=site.example',
    'https://social.example/@somebody/100000000000000001',
    'https://www.facebook.com/lapwing.example/posts/55',
  ];
  const configurations = [
    { platforms: ['WEB'], hosts: [] },
    { platforms: ['WEB'], hosts: ['site.example'] },
    { platforms: ['WEB', 'FACEBOOK'], hosts: ['a.site.example', 'other.example'] },
    { platforms: ['MASTODON', 'WEB'], hosts: ['social.example'] },
    { platforms: ['FACEBOOK'], hosts: ['site.example'] },
  ] as const;

  it('are the same to who makes referrals and to who plans batches', async () => {
    for (const url of addresses) await confirmItem(workspace.store, { url });
    const all = await workspace.store.db
      .select({ id: items.id, platform: items.platform, url: items.canonicalUrl })
      .from(items);
    for (const { platforms, hosts } of configurations) {
      const configuration = { platforms: [...platforms], hosts: [...hosts] };
      const taken = await workspace.store.db
        .select({ id: items.id })
        .from(items)
        .where(takenBy(configuration));
      expect(new Set(taken.map(({ id }) => id))).toEqual(
        new Set(all.filter((content) => takesContent(configuration, content)).map(({ id }) => id)),
      );
    }
    const ofOneSite = all.filter((content) =>
      takesContent({ platforms: ['WEB'], hosts: ['site.example'] }, content),
    );
    expect(ofOneSite.map(({ url }) => url).sort()).toEqual([
      'https://a.site.example/2',
      'https://site.example/1',
    ]);
  });

  it('keep a referral from everybody else of the web', async () => {
    const input = { ...readyMadeRecipients[0], slug: 'one-site', name: 'One site', active: true };
    const [model] = readyMadeRecipients;
    if (!model) throw new Error('There are no ready-made recipients');
    await createRecipient(workspace.store, admin, {
      ...input,
      configuration: {
        ...model.configuration,
        platforms: ['WEB'],
        hosts: ['forum.example'],
        contacts: [desk],
      },
    });
    const there = await confirmItem(workspace.store, { url: 'https://www.forum.example/thread/1' });
    const elsewhere = await confirmItem(workspace.store, { url: 'https://board.example/thread/1' });
    expect(there.made.referrals.map(({ recipient }) => recipient)).toEqual(['One site']);
    expect(elsewhere.made.referrals).toEqual([]);
  });
});
