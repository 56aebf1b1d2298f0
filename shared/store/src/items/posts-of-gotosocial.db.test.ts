import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyContentUrl, identityKey, type Platform } from '@lapwing/contracts';
import { genericIdentity } from '@lapwing/contracts/content-url/generic';
import { and, eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { lookupUrls } from '../flags/lookup-urls.ts';
import { migrationsFolder } from '../migrate.ts';
import { createRecipient } from '../recipients/create-recipient.ts';
import { readyMadeRecipients } from '../recipients/ready-made-recipients.ts';
import { audit, items, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';

let workspace: TestWorkspace;
let owner: pg.Pool;
let analyst: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
  analyst = await addPerson(workspace.store, ['analyst']);
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const migration = await readFile(join(migrationsFolder, '0042_posts-of-gotosocial.sql'), 'utf8');
const apply = () => owner.query(migration);

/** An id as GoToSocial gives it; another one each time. */
const ulid = (): string => `01${randomBytes(12).toString('hex').toUpperCase()}`;

/** A page of the web that was flagged; its number only keeps it apart. */
const page = async (host: string): Promise<string> => {
  const flag = invent({ url: `https://${host}/page/${ulid()}` });
  const { itemId } = await acceptFlag(workspace.store, analyst, flag, { idempotencyKey: freshKey() });
  return itemId;
};

/** From now on the item has that address, as a version that did not understand it kept it. */
const wasAt = async (itemId: string, url: string): Promise<void> => {
  const { canonicalUrl } = genericIdentity(new URL(url));
  await owner.query(`update items set canonical_url = $2, identity_key = 'URL:' || $2 where id = $1`, [
    itemId,
    canonicalUrl,
  ]);
};

const identityOf = async (itemId: string) => {
  const [item] = await workspace.store.db.select().from(items).where(eq(items.id, itemId));
  if (!item) throw new Error('The item is gone');
  const { platform, kind, ids, contentId, canonicalUrl } = item;
  return { key: item.identityKey, platform, kind, ids, contentId, canonicalUrl, opaque: item.unresolved };
};

const understood = (url: string) => {
  const identified = identifyContentUrl(url);
  if (!identified.ok) throw new Error(identified.reason);
  return { key: identityKey(identified.identity), ...identified.identity };
};

const rowsAbout = (itemId: string) =>
  workspace.store.db
    .select()
    .from(audit)
    .where(and(eq(audit.subjectId, itemId), eq(audit.verb, 'ITEM_RECOGNISED')));

describe('an item that was a page of the web', () => {
  const post = (): string => `/statuses/${ulid()}`;
  const posts = [
    `https://nok.example/@noknoi${post()}`,
    `http://nok.example/@NokNoi${post()}`,
    `https://nok.example/users/Nok_Noi.2${post()}`,
    `https://social.example/@noknoi${post()}/`,
    `https://nok.example//@noknoi/${post()}?view=1&page=2`,
    `https://nok.example/%40noknoi${post()}#/thread`,
    `https://nok.example/@noknoi%40plover.example%3A8443${post()}`,
    `https://นก.example/@noknoi@plover.example${post()}`,
  ];
  const others = [
    `https://nok.example/@noknoi${post().toLowerCase()}`,
    `https://nok.example/@noknoi${post()}0`,
    `https://nok.example/@noknoi${post()}/favourited`,
    `https://nok.example:8443/@noknoi${post()}`,
    `https://medium.com/@noknoi${post()}`,
    `https://noknoi.substack.com/@noknoi${post()}`,
    `https://nok.example/web/@noknoi${post()}`,
    `https://nok.example/@nok%2Fnoi${post()}`,
    `https://nok.example/@noknoi.${post()}`,
    `https://nok.example/statuses/01ABCDEFGHJKMNPQRSTVWXYZ01`,
  ];

  it.each([...posts.map((url) => [url, 'MASTODON'] as const), ...others.map((url) => [url, 'WEB'] as const)])(
    'at %s is known as %s',
    async (url, platform: Platform) => {
      const itemId = await page('kept.example');
      await wasAt(itemId, url);
      await apply();
      const identity = await identityOf(itemId);
      expect(identity).toEqual(understood(url));
      expect(identity.platform).toBe(platform);
      expect(await rowsAbout(itemId)).toHaveLength(platform === 'MASTODON' ? 1 : 0);
    },
  );

  it('is found by its address, takes the next flag, and is on record', async () => {
    const url = `https://nok.example/@noknoi${post()}`;
    const itemId = await page('nok.example');
    await wasAt(itemId, url);
    const known = async () => (await lookupUrls(workspace.store, analyst, [url])).results[0]?.known;
    expect(await known()).toBeNull();
    await apply();
    expect(await known()).toMatchObject({ itemId, flaggedByMe: true });
    const again = await addPerson(workspace.store, ['analyst']);
    const spelled = url.replace('/@', '/users/');
    expect(
      await acceptFlag(workspace.store, again, invent({ url: spelled }), { idempotencyKey: freshKey() }),
    ).toMatchObject({ itemId, alreadyKnown: true });
    expect(await rowsAbout(itemId)).toMatchObject([
      { actorId: null, subjectKind: 'item', details: { from: 'WEB', to: 'MASTODON' } },
    ]);
    const before = await identityOf(itemId);
    await apply();
    expect(await identityOf(itemId)).toEqual(before);
    expect(await rowsAbout(itemId)).toHaveLength(1);
  });

  it('stays one where another item is that post already, or another spelling of it is older', async () => {
    const url = `https://nok.example/@noknoi${post()}`;
    const [first, second, late] = [await page('a.example'), await page('a.example'), await page('a.example')];
    await wasAt(second, url);
    await wasAt(first, url.replace('https:', 'http:'));
    await apply();
    expect(await identityOf(first)).toEqual(understood(url));
    expect(await identityOf(second)).toMatchObject({ platform: 'WEB', canonicalUrl: url });
    await wasAt(late, `${url}?view=1`);
    await apply();
    expect(await identityOf(late)).toMatchObject({ platform: 'WEB' });
    expect(await rowsAbout(late)).toHaveLength(0);
  });

  it('stays one while it waits for a recipient that takes none of Mastodon; else the one that was referred goes on', async () => {
    const [model] = readyMadeRecipients;
    if (!model) throw new Error('There are no ready-made recipients');
    const admin = await addPerson(workspace.store, ['admin']);
    const takes = (slug: string, platforms: Platform[]) =>
      createRecipient(workspace.store, admin, {
        slug,
        name: slug,
        active: true,
        configuration: {
          ...model.configuration,
          platforms,
          hosts: [`${slug}.example`],
          contacts: [{ name: 'Desk', email: 'desk@platform.example', phone: '', web: '', note: '' }],
        },
      });
    await takes('web-only', ['WEB']);
    await takes('both', ['WEB', 'MASTODON']);
    const referred = async (host: string) => {
      const { itemId, made } = await confirmItem(workspace.store, { url: `https://${host}/page/${ulid()}` });
      expect(made.referrals).toHaveLength(1);
      return itemId;
    };
    const [older, there] = [await page('both.example'), await referred('both.example')];
    const url = `https://both.example/@noknoi${post()}`;
    await wasAt(older, `${url}?view=1`);
    await wasAt(there, url);
    const waiting = await referred('web-only.example');
    const other = `https://web-only.example/@noknoi${post()}`;
    await wasAt(waiting, other);
    await apply();
    expect(await identityOf(there)).toEqual(understood(url));
    expect(await identityOf(older)).toMatchObject({ platform: 'WEB' });
    expect(await identityOf(waiting)).toMatchObject({ platform: 'WEB', canonicalUrl: other });
    await workspace.store.db
      .update(referrals)
      .set({ state: 'WITHDRAWN' })
      .where(eq(referrals.itemId, waiting));
    await apply();
    expect(await identityOf(waiting)).toEqual(understood(other));
  });
});
