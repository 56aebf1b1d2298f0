import { createHash } from 'node:crypto';
import { type Category, categories, mastodonRights, type Referral } from '@lapwing/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import {
  blueskyDesk,
  blueskyDeskFor,
  coopDesk,
  coopDeskFor,
  goToSocialDesk,
  mastodonDesk,
  mastodonToken,
  tokenOverItsLimit,
} from '../testing/delivery/report-desks.ts';
import { inventReferral } from '../testing/invented-envelope.ts';
import type { DeliveryToSend } from './batch-transport.ts';
import { transportOf } from './registry.ts';

const kinds = [mastodonDesk, goToSocialDesk, blueskyDesk, coopDesk];
const strange = {
  // The account that such an address names has nothing to do with the host, whoever runs that.
  VICTIM: 'https://hostile.example/@lapwing@mastodon.platform.example/109000000000000002',
  MASTODON: 'https://mastodon.platform.example/@nobody/109000000000000002',
  BLUESKY: 'https://bsky.app/profile/nobody.example/post/3kabcdefghi2x',
};

describe.each(kinds)('a report to $name', ({ transport, open }) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await open(() => '');
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.suffer('TAKES_IT'));

  const send = (changes: Partial<DeliveryToSend> = {}) =>
    transportOf(desk.target).handOver(inventDelivery({ ...desk.delivery, ...changes }), desk.context);

  it('gives back what the recipient calls it', async () => {
    expect(await send()).toMatchObject({
      kind: 'ARRIVED',
      reference: expect.stringMatching(/^((report-)?\d+|01[\dA-Z]{24})$/),
    });
  });

  it('is not made without a token, with a wrong one, or of several referrals at once', async () => {
    const before = desk.received.length;
    expect(await send({ secret: null })).toMatchObject({ error: 'NO_SECRET' });
    expect(await send({ secret: 'another-token' })).toMatchObject({ error: 'REFUSED', status: 401 });
    const [referral = inventReferral()] = desk.delivery.referrals ?? [];
    for (const referrals of [[], [referral, referral]])
      expect(await send({ referrals })).toMatchObject({ error: 'NOT_ADDRESSABLE' });
    expect(desk.received).toHaveLength(before);
  });

  it.runIf(transport !== 'COOP')(
    'is left to a person where no account that is known there was captured',
    async () => {
      const before = desk.received.length;
      const addresses = [
        ...(transport === 'MASTODON' ? [strange.MASTODON, strange.VICTIM] : [strange.BLUESKY]),
        'https://www.facebook.com/lapwing.example/posts/1001',
        'https://page.example/',
      ];
      for (const urlCanonical of addresses)
        expect(await send({ referrals: [inventReferral({ urlCanonical })] })).toMatchObject({
          error: 'NOT_ADDRESSABLE',
        });
      expect(desk.received).toHaveLength(before);
    },
  );
});

describe.each([mastodonDesk, goToSocialDesk])('a token of $name', ({ open }) => {
  it('needs every right that an admin is asked for', async () => {
    const desk = await open(() => '');
    const send = (rights: readonly string[]) =>
      transportOf(desk.target).handOver(
        inventDelivery({ ...desk.delivery, secret: mastodonToken(rights) }),
        desk.context,
      );
    for (const missing of mastodonRights)
      expect(await send(mastodonRights.filter((right) => right !== missing))).toMatchObject({
        error: 'REFUSED',
        status: 403,
      });
    expect(desk.received).toHaveLength(0);
    expect(await send(mastodonRights)).toMatchObject({ kind: 'ARRIVED' });
    await desk.close();
  });
});

describe('ROOST Coop', () => {
  it('is told of suspected material as of anything else, since it shows nobody what asks for its way to NCMEC', async () => {
    const desk = await coopDesk.open(() => '');
    const [referral = inventReferral()] = desk.delivery.referrals ?? [];
    const referrals = [{ ...referral, categoryCode: 'CSAM_SUSPECTED' as const }];
    const delivery = inventDelivery({ ...desk.delivery, referrals });
    expect(await transportOf(desk.target).handOver(delivery, desk.context)).toMatchObject({
      kind: 'ARRIVED',
    });
    expect(desk.received).toHaveLength(1);
    await desk.close();
  });
});

describe('an address that is too long to be the id of an item at ROOST Coop', () => {
  it('is told by its hash there, the same each time, and is in the item itself', async () => {
    const long = (end: string) => `https://page.example/thread?q=${'0123456789'.repeat(180)}${end}`;
    const hash = (address: string) => createHash('sha256').update(address).digest('hex');
    const desk = await coopDeskFor({ item: hash(long('a')), policy: /./ }).open(() => '');
    const send = (urlCanonical: string) =>
      transportOf(desk.target).handOver(
        inventDelivery({
          ...desk.delivery,
          referrals: [inventReferral({ urlCanonical, platformContentId: null })],
        }),
        desk.context,
      );
    for (let report = 1; report <= 2; report += 1)
      expect(await send(long('a'))).toMatchObject({ kind: 'ARRIVED' });
    expect(desk.received).toHaveLength(2);
    expect(await send(long('b'))).not.toMatchObject({ kind: 'ARRIVED' });
    await desk.close();
  });
});

describe('Bluesky', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await blueskyDesk.open(() => '');
  });
  afterAll(() => desk.close());

  it('is signed in to once for several reports, and anew when the session is refused', async () => {
    const { context } = desk;
    let connections = 0;
    const resolve = (host: string) => {
      connections += 1;
      return context.network.resolve(host);
    };
    const counting = { ...context, network: { ...context.network, resolve } };
    const send = async () => {
      connections = 0;
      const result = await transportOf(desk.target).handOver(inventDelivery(desk.delivery), counting);
      return { result, connections };
    };
    const arrived = expect.objectContaining({ kind: 'ARRIVED' });
    expect(await send()).toEqual({ result: arrived, connections: 3 });
    expect(await send()).toEqual({ result: arrived, connections: 2 });
    for (const opener of context.sessions.keys()) {
      expect(opener).not.toContain(desk.delivery.secret);
      context.sessions.set(opener, 'ran.out');
    }
    expect(await send()).toEqual({ result: arrived, connections: 4 });
    expect(await send()).toEqual({ result: arrived, connections: 2 });
  });

  // What NCMEC is told as such material (domain.md), and what it is told as enticement.
  const csam: Category[] = ['CSAM_SUSPECTED', 'CSAM_SYNTHETIC', 'CSAM_SOLICITATION', 'LIVE_STREAMED_CSEA'];
  const enticement: Category[] = ['GROOMING', 'SEXUAL_EXTORTION'];
  const reasonFor = (category: Category) => {
    if (csam.includes(category)) return 'CSAM';
    return enticement.includes(category) ? 'Groom' : 'Other';
  };

  it.each(categories.map((category) => [category, reasonFor(category)] as const))(
    'is told of %s as %s, and as Other where the account may be of a child',
    async (categoryCode, reason) => {
      const [referral = inventReferral()] = desk.delivery.referrals ?? [];
      const told: Referral = { ...referral, categoryCode };
      const ofPeers: Referral = { ...told, modifiers: ['PEER_INVOLVED'] };
      for (const [expected, said] of [
        [reason, told],
        ['Other', ofPeers],
      ] as const) {
        const strict = await blueskyDeskFor([expected]).open(() => '');
        const delivery = inventDelivery({ ...strict.delivery, referrals: [said] });
        const outcome = await transportOf(strict.target).handOver(delivery, strict.context);
        await strict.close();
        expect(outcome).toMatchObject({ kind: 'ARRIVED' });
      }
    },
  );

  it('says until when to wait in a header of its own', async () => {
    const delivery = inventDelivery({ ...desk.delivery, secret: tokenOverItsLimit });
    const result = await transportOf(desk.target).handOver(delivery, desk.context);
    expect(result).toMatchObject({ error: 'BUSY', status: 429 });
    const wait = result.kind === 'FAILED' ? result.retryAfterMs : null;
    expect(wait).toBeGreaterThan(200_000);
    expect(wait).toBeLessThanOrEqual(300_000);
  });
});
