import type { RecipientInput } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { changeRecipient } from './change-recipient.ts';
import { createRecipient } from './create-recipient.ts';
import { ensureReadyMadeRecipients } from './ensure-ready-made-recipients.ts';
import { listRecipients } from './list-recipients.ts';
import { readyMadeRecipients } from './ready-made-recipients.ts';

let workspace: TestWorkspace;
let admin: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
});
afterAll(() => workspace.close());

const hotline = (slug: string): RecipientInput => {
  const [model] = readyMadeRecipients;
  if (!model) throw new Error('There are no ready-made recipients');
  const contacts = [{ name: 'Desk', email: 'desk@hotline.example', phone: '', web: '', note: '' }];
  const configuration = { ...model.configuration, platforms: ['VK' as const], contacts };
  return { ...model, slug, name: `Hotline ${slug}`, configuration };
};
const recorded = (subjectId: string) =>
  workspace.store.db
    .select({ verb: audit.verb, actorId: audit.actorId })
    .from(audit)
    .where(and(eq(audit.subjectKind, 'recipient'), eq(audit.subjectId, subjectId)));

describe('ensureReadyMadeRecipients', () => {
  it('adds Meta and Google once, however many processes start together, and puts it on record', async () => {
    const added = await Promise.all(
      Array.from({ length: 4 }, () => ensureReadyMadeRecipients(workspace.store)),
    );
    expect(added.flat().sort()).toEqual(['google', 'meta']);
    const all = await listRecipients(workspace.store);
    expect(all.map(({ slug, configuration }) => [slug, configuration.platforms])).toEqual([
      ['google', ['YOUTUBE', 'GOOGLE']],
      ['meta', ['FACEBOOK', 'INSTAGRAM']],
    ]);
    for (const { recipientId } of all)
      expect(await recorded(recipientId)).toEqual([{ verb: 'RECIPIENT_CREATED', actorId: null }]);
  });

  it('keeps what an admin changed', async () => {
    const [google] = await listRecipients(workspace.store);
    if (!google) throw new Error('Google is missing');
    const { slug, name, configuration } = google;
    await changeRecipient(workspace.store, admin, {
      recipientId: google.recipientId,
      version: google.version,
      input: { slug, name, configuration, active: false },
    });
    expect(await ensureReadyMadeRecipients(workspace.store)).toEqual([]);
    expect((await listRecipients(workspace.store))[0]).toMatchObject({ slug: 'google', active: false });
  });
});

describe('createRecipient', () => {
  it('adds a recipient with its audit row', async () => {
    const view = await createRecipient(workspace.store, admin, hotline('first'));
    expect(view).toMatchObject({ slug: 'first', version: 1, ready: 0, awaitingOutcome: 0 });
    expect(await recorded(view.recipientId)).toEqual([
      { verb: 'RECIPIENT_CREATED', actorId: admin.personId },
    ]);
  });

  it('refuses a short name that is taken', async () => {
    await createRecipient(workspace.store, admin, hotline('taken'));
    await expect(createRecipient(workspace.store, admin, hotline('taken'))).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ pointer: '/slug' }],
    });
  });

  it('adds nothing when it cannot be put on record', async () => {
    await withoutAudit(workspace.database, () =>
      expect(createRecipient(workspace.store, admin, hotline('unheard'))).rejects.toThrow(),
    );
    const slugs = (await listRecipients(workspace.store)).map(({ slug }) => slug);
    expect(slugs).not.toContain('unheard');
  });
});

describe('changeRecipient', () => {
  it('changes the version that was seen and refuses an older one', async () => {
    const { recipientId } = await createRecipient(workspace.store, admin, hotline('changing'));
    const change = { recipientId, version: 1, input: { ...hotline('changing'), name: 'Renamed' } };
    expect(await changeRecipient(workspace.store, admin, change)).toMatchObject({
      name: 'Renamed',
      version: 2,
    });
    await expect(changeRecipient(workspace.store, admin, change)).rejects.toMatchObject({ slug: 'stale' });
    expect((await recorded(recipientId)).map(({ verb }) => verb)).toEqual([
      'RECIPIENT_CREATED',
      'RECIPIENT_CHANGED',
    ]);
  });

  it('lets one of two changes at the same moment win', async () => {
    const { recipientId } = await createRecipient(workspace.store, admin, hotline('raced'));
    const attempts = ['One', 'Two'].map((name) =>
      changeRecipient(workspace.store, admin, {
        recipientId,
        version: 1,
        input: { ...hotline('raced'), name },
      }),
    );
    const settled = await Promise.allSettled(attempts);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('changes nothing when it cannot be put on record', async () => {
    const { recipientId } = await createRecipient(workspace.store, admin, hotline('kept'));
    await withoutAudit(workspace.database, () =>
      expect(
        changeRecipient(workspace.store, admin, {
          recipientId,
          version: 1,
          input: { ...hotline('kept'), name: 'Lost' },
        }),
      ).rejects.toThrow(),
    );
    const kept = (await listRecipients(workspace.store)).find((view) => view.recipientId === recipientId);
    expect(kept).toMatchObject({ name: 'Hotline kept', version: 1 });
  });
});

describe('listRecipients', () => {
  it('counts what is ready and what rule 6 holds back apart', async () => {
    await createRecipient(workspace.store, admin, hotline('counted'));
    await confirmItem(workspace.store, { url: 'https://vk.com/wall-100_1' });
    await confirmItem(workspace.store, {
      url: 'https://vk.com/wall-100_2',
      urgency: 'IMMINENT',
      imminentDanger: { basis: ['PLANNED_MEETING'] },
    });
    const counted = (await listRecipients(workspace.store)).find(({ slug }) => slug === 'counted');
    expect(counted).toMatchObject({ ready: 1, heldForLawEnforcement: 1, awaitingOutcome: 0 });
  });
});
