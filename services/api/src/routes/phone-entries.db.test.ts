import { PhoneEntries, PhoneEntryAccepted, PhoneLink, PhoneLinkView } from '@lapwing/contracts';
import { pairExtension } from '@lapwing/store/identity/issue-credential';
import { changePerson } from '@lapwing/store/people/change-person';
import { forgetPhoneEntries } from '@lapwing/store/phone/forget-phone-entries';
import { audit, phoneEntries, phoneLinks } from '@lapwing/store/schema/index';
import { eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

interface Panel {
  personId: string;
  token: string;
}

const pairedPanel = async (): Promise<Panel> => {
  const { personId } = await test.join(['analyst']);
  const terms = { label: 'A browser', origin: null };
  const { token } = await pairExtension(test.store, { personId, requestId: null }, terms);
  return { personId, token };
};

const openLink = async ({ token }: Panel) => {
  const response = await test.ask('POST', '/v1/phone-links', { token });
  expect(response.status).toBe(201);
  const link = PhoneLink.parse(await response.json());
  return { ...link, secret: new URL(link.link).hash.slice(1) };
};
const entry = (token: string, more: Record<string, unknown> = {}) => ({
  token,
  entryId: crypto.randomUUID(),
  url: 'https://www.facebook.com/lapwing.example/posts/1029384756',
  note: 'Asks a child to keep a secret.',
  ...more,
});
// The phone is nobody: no token, no cookie.
const handIn = (body: Record<string, unknown>) => test.ask('POST', '/v1/phone/entries', { body });
const collect = async ({ token }: Panel) => {
  const response = await test.ask('POST', '/v1/phone-entries/collect', { token });
  return PhoneEntries.parse(await response.json()).entries;
};
const say = ({ token }: Panel, entryIds: string[]) =>
  test.ask('POST', '/v1/phone-entries/taken', { token, body: { entryIds } });

describe('a link for a phone', () => {
  it('leads to the console, says how long and how much it takes, and not whose it is', async () => {
    const panel = await pairedPanel();
    const { link, secret, expiresAt } = await openLink(panel);
    expect(new URL(link).pathname).toBe('/phone');
    expect(secret).toMatch(/^lwp_[\w-]{43}$/);
    const minutes = (Date.parse(expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThanOrEqual(10);
    const response = await test.ask('POST', '/v1/phone/link', { body: { token: secret } });
    const told: unknown = await response.json();
    expect(told).toEqual({ organisation: 'Lapwing Test', expiresAt, entriesLeft: 20 });
    expect(PhoneLinkView.parse(told)).toEqual(told);
  });

  it('is kept as a hash only', async () => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    const [row] = await test.store.db
      .select()
      .from(phoneLinks)
      .where(eq(phoneLinks.personId, panel.personId));
    expect(JSON.stringify(row)).not.toContain(secret.slice(4));
  });

  it.each([
    ['that never was', async () => 'lwp_of-nobody-at-all'],
    [
      'that was replaced',
      async () => {
        const panel = await pairedPanel();
        const { secret } = await openLink(panel);
        await openLink(panel);
        return secret;
      },
    ],
    [
      'that was ended',
      async () => {
        const panel = await pairedPanel();
        const { secret, linkId } = await openLink(panel);
        const ended = await test.ask('DELETE', `/v1/phone-links/${linkId}`, { token: panel.token });
        expect(ended.status).toBe(204);
        return secret;
      },
    ],
    [
      'that ran out',
      async () => {
        const panel = await pairedPanel();
        const { secret } = await openLink(panel);
        await test.store.db
          .update(phoneLinks)
          .set({ expiresAt: new Date(Date.now() - 1_000) })
          .where(eq(phoneLinks.personId, panel.personId));
        return secret;
      },
    ],
    [
      'of somebody who does not work here any more',
      async () => {
        const panel = await pairedPanel();
        const { secret } = await openLink(panel);
        await changePerson(test.store, null, panel.personId, { active: false });
        return secret;
      },
    ],
  ])('%s takes nothing, and does not say why', async (_what, secretOf) => {
    const secret = await secretOf();
    const before = await test.store.db.$count(phoneEntries);
    for (const response of [
      await handIn(entry(secret)),
      await test.ask('POST', '/v1/phone/link', { body: { token: secret } }),
    ]) {
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({
        slug: 'not-found',
        detail: expect.stringMatching(/does not work any more/),
      });
    }
    expect(await test.store.db.$count(phoneEntries)).toBe(before);
  });

  it('is not ended by a window that showed an earlier one', async () => {
    const panel = await pairedPanel();
    const earlier = await openLink(panel);
    const { secret } = await openLink(panel);
    await test.ask('DELETE', `/v1/phone-links/${earlier.linkId}`, { token: panel.token });
    expect((await handIn(entry(secret))).status).toBe(201);
  });

  it('takes twenty entries, also when they come at once, and no more', async () => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    const answers = await Promise.all(Array.from({ length: 24 }, () => handIn(entry(secret))));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(20).fill(201), ...Array(4).fill(409)]);
    expect(await collect(panel)).toHaveLength(20);
  });
});

describe('an entry of a phone', () => {
  it('is offered to the panel of its analyst, and to nobody else, until that panel has it', async () => {
    const [panel, other] = [await pairedPanel(), await pairedPanel()];
    const { secret } = await openLink(panel);
    const [first, second] = [entry(secret), entry(secret, { url: 'pantip.com/topic/40000001', note: '' })];
    const accepted = PhoneEntryAccepted.parse(await (await handIn(first)).json());
    expect(accepted).toEqual({ entryId: first.entryId, entriesLeft: 19 });
    await handIn(second);
    expect(await collect(other)).toEqual([]);
    const offered = await collect(panel);
    expect(offered).toMatchObject([
      { entryId: first.entryId, url: first.url, note: first.note },
      { entryId: second.entryId, url: second.url, note: '' },
    ]);
    // Nothing arrived: they are offered again.
    expect(await collect(panel)).toEqual(offered);
    await say(other, [first.entryId]);
    expect(await collect(panel)).toHaveLength(2);
    expect((await say(panel, [first.entryId])).status).toBe(204);
    expect((await say(panel, [first.entryId])).status).toBe(204);
    expect(await collect(panel)).toMatchObject([{ entryId: second.entryId }]);
  });

  it('that is sent again is one, also after the panel has it', async () => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    const sent = entry(secret);
    const answers = await Promise.all([handIn(sent), handIn(sent), handIn(sent)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await collect(panel)).toHaveLength(1);
    await say(panel, [sent.entryId]);
    expect(await (await handIn(sent)).json()).toEqual({ entryId: sent.entryId, entriesLeft: 19 });
    expect(await collect(panel)).toEqual([]);
  });

  it("with another link's id is refused", async () => {
    const { secret } = await openLink(await pairedPanel());
    const taken = entry(secret);
    await handIn(taken);
    const { secret: another } = await openLink(await pairedPanel());
    const response = await handIn({ ...taken, token: another });
    expect([response.status, await response.json()]).toMatchObject([409, { slug: 'conflict' }]);
  });

  it('lies sealed in the database, and bound to its place', async () => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    await handIn(entry(secret));
    const rows = await test.store.db
      .select()
      .from(phoneEntries)
      .where(eq(phoneEntries.personId, panel.personId));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/facebook|lapwing\.example|secret/);
  });

  it.each([
    ['no address', { url: 'the one from yesterday' }, 'invalid-request', '/url'],
    ['an address of a local network', { url: 'http://192.168.1.2/x' }, 'invalid-request', '/url'],
    ['a script', { url: 'javascript:alert(1)' }, 'invalid-request', '/url'],
    ['an unknown field', { author: 'somebody' }, 'invalid-request', '/author'],
    ['a note that is too long', { note: 'x'.repeat(2_001) }, 'invalid-request', '/note'],
    ['an id that is none', { entryId: '1' }, 'invalid-request', '/entryId'],
    ['a picture as address', { url: 'data:image/png;base64,iVBORw0KGgo=' }, 'media-refused', '/url'],
    ['a picture in the note', { note: `See data:image/jpeg;base64,AAAA` }, 'media-refused', '/note'],
    ['a picture in a field', { photo: 'x' }, 'media-refused', '/photo'],
  ])('with %s is refused, and uses up nothing', async (_what, wrong, slug, pointer) => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    const response = await handIn(entry(secret, wrong));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ slug, errors: [{ pointer }] });
    const look = await test.ask('POST', '/v1/phone/link', { body: { token: secret } });
    expect(await look.json()).toMatchObject({ entriesLeft: 20 });
    expect(await collect(panel)).toEqual([]);
  });

  it('that nobody fetched is cleared after its time', async () => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    const old = entry(secret);
    await handIn(old);
    await test.store.db
      .update(phoneEntries)
      .set({ expiresAt: new Date(Date.now() - 1_000) })
      .where(eq(phoneEntries.id, old.entryId));
    expect(await collect(panel)).toEqual([]);
    expect(await forgetPhoneEntries(test.store)).toBe(1);
    expect(await test.store.db.$count(phoneEntries, eq(phoneEntries.id, old.entryId))).toBe(0);
  });

  it('leaves a trail that names its way and none of its words', async () => {
    const panel = await pairedPanel();
    const { secret } = await openLink(panel);
    const sent = entry(secret);
    await handIn(sent);
    await collect(panel);
    await say(panel, [sent.entryId]);
    const rows = await test.store.db.select().from(audit).where(like(audit.subjectId, sent.entryId));
    expect(rows.map(({ verb }) => verb)).toEqual([
      'PHONE_ENTRY_RECEIVED',
      'DISCLOSED_PHONE_ENTRY',
      'PHONE_ENTRY_TAKEN',
    ]);
    expect(rows.every(({ actorId }) => actorId === panel.personId)).toBe(true);
    expect(JSON.stringify(rows.map(({ details }) => details))).not.toMatch(/facebook|secret|lwp_/);
  });
});

describe('somebody who tries links', () => {
  it('is slowed down by the address', async () => {
    const tight = await openTestApi();
    try {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 125; attempt += 1) {
        const body = { token: `lwp_${'x'.repeat(20)}${attempt}` };
        statuses.push((await tight.ask('POST', '/v1/phone/link', { body })).status);
      }
      expect(statuses.slice(0, 120).every((status) => status === 404)).toBe(true);
      expect(statuses.at(-1)).toBe(429);
    } finally {
      await tight.close();
    }
  });
});
