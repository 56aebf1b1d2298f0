import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import { blueskyDesk, coopDesk, mastodonDesk } from '../testing/delivery/report-desks.ts';
import { inventReferral } from '../testing/invented-envelope.ts';
import type { DeliveryToSend } from './batch-transport.ts';
import { transportOf } from './registry.ts';

const kinds = [mastodonDesk, blueskyDesk, coopDesk];
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
      reference: expect.stringMatching(/^(report-)?\d+$/),
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
