import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicInternet } from '../network/outside-network.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery, inventedSecret } from '../testing/delivery/invented-delivery.ts';
import { webhookDesk } from '../testing/delivery/webhook-desk.ts';
import { transportOf } from './registry.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await webhookDesk.open(() => inventedSecret);
});
afterAll(() => desk.close());

describe('a webhook', () => {
  it('gives back what the recipient calls it', async () => {
    desk.suffer('TAKES_IT');
    expect(await transportOf(desk.target).handOver(inventDelivery(), desk.context)).toMatchObject({
      reference: expect.stringMatching(/^case-\d+$/),
      status: 202,
    });
    desk.suffer('BREAKS_OFF_ITS_ANSWER');
    expect(await transportOf(desk.target).handOver(inventDelivery(), desk.context)).toMatchObject({
      reference: '',
      status: 200,
    });
  });

  it('waits as long as the recipient asks', async () => {
    desk.suffer('ASKS_TO_WAIT');
    expect(await transportOf(desk.target).handOver(inventDelivery(), desk.context)).toEqual({
      kind: 'FAILED',
      error: 'BUSY',
      status: 429,
      retryAfterMs: 120_000,
    });
  });

  it('signed with another secret is refused by the recipient', async () => {
    desk.suffer('TAKES_IT');
    const secret = `whsec_${Buffer.from('another secret of thirty-two byt').toString('base64')}`;
    const before = desk.received.length;
    expect(await transportOf(desk.target).handOver(inventDelivery({ secret }), desk.context)).toMatchObject({
      error: 'REFUSED',
      status: 401,
    });
    expect(desk.received).toHaveLength(before);
  });

  it('is not sent without a secret, nor when it is too large', async () => {
    desk.suffer('TAKES_IT');
    const before = desk.received.length;
    const large = { name: 'letter.pdf', mediaType: 'application/pdf', sha256: '' };
    const files = [{ ...large, content: Buffer.alloc(25 * 2 ** 20) }];
    for (const [changes, error] of [
      [{ secret: null }, 'NO_SECRET'],
      [{ files }, 'TOO_LARGE'],
    ] as const)
      expect(await transportOf(desk.target).handOver(inventDelivery(changes), desk.context)).toMatchObject({
        kind: 'FAILED',
        error,
      });
    expect(desk.received).toHaveLength(before);
  });

  it.each(['https://127.0.0.1:PORT/', 'https://[::1]:PORT/', 'https://[::ffff:127.0.0.1]:PORT/'])(
    'to %s is refused on the public internet, also past the configuration',
    async (pattern) => {
      desk.suffer('TAKES_IT');
      const { port } = new URL('url' in desk.target ? desk.target.url : '');
      const target = { kind: 'WEBHOOK' as const, url: pattern.replace('PORT', port) };
      const context = { ...desk.context, network: publicInternet };
      const before = desk.received.length;
      expect(await transportOf(target).handOver(inventDelivery(), context)).toMatchObject({
        error: 'ADDRESS_REFUSED',
      });
      expect(desk.received).toHaveLength(before);
    },
  );

  it('to a name of this machine is refused on the public internet after it was looked up', async () => {
    desk.suffer('TAKES_IT');
    const { port } = new URL('url' in desk.target ? desk.target.url : '');
    const target = { kind: 'WEBHOOK' as const, url: `https://localhost:${port}/` };
    const context = { ...desk.context, network: publicInternet };
    expect(await transportOf(target).handOver(inventDelivery(), context)).toMatchObject({
      error: 'ADDRESS_REFUSED',
    });
  });
});
