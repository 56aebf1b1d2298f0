import { meaningOfDeliveryError, transports } from '@lapwing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeliveryFault, deliveryFaults, type Expected } from '../testing/delivery/delivery-faults.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { deskKinds } from '../testing/delivery/desk-kinds.ts';
import { inventDelivery, inventedSecret } from '../testing/delivery/invented-delivery.ts';
import type { DeliveryToSend } from './batch-transport.ts';
import { download } from './download.ts';
import { transportOf } from './registry.ts';

/** Every transport that pushes passes all of these against a real server of its kind. */
describe.for(deskKinds)('$name', ({ transport, carries, connections, open, expected }) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await open(() => inventedSecret);
  });
  afterAll(() => desk.close());

  const handOver = (changes: Partial<DeliveryToSend> = {}) =>
    transportOf(desk.target).handOver(inventDelivery({ ...desk.delivery, ...changes }), desk.context);
  /** Another batch with another referral. */
  const another = (): Partial<DeliveryToSend> => ({
    batchId: '01990000-0000-7000-8000-00000000d002',
    referrals: (desk.delivery.referrals ?? []).map((referral) => ({
      ...referral,
      referralId: '01990000-0000-7000-8000-00000000d003',
    })),
    ...desk.another,
  });
  const faults = Object.entries(deliveryFaults).flatMap(([fault, meaning]) => {
    const known = Object.keys(deliveryFaults).find((name): name is DeliveryFault => name === fault);
    const outcome = known && expected[known];
    return known && outcome ? [{ fault: known, meaning, outcome }] : [];
  });

  it('is known to the registry by its own name', () => {
    expect(transportOf(desk.target).transport).toBe(transport);
  });

  it.for(faults)('the recipient $meaning: $outcome', async ({ fault, outcome }) => {
    desk.suffer(fault);
    const result = await handOver();
    if (outcome === 'ARRIVED') expect(result).toMatchObject({ kind: 'ARRIVED' });
    else expect(result).toMatchObject({ kind: 'FAILED', error: outcome });
  });

  // What a recipient read and will not have is not counted as arrived either; the others read nothing.
  const read = new Set<Expected>(['BUSY', 'REFUSED', 'GONE', 'REDIRECTED']);
  const unread = faults.filter(
    ({ outcome }) =>
      outcome !== 'ARRIVED' && !meaningOfDeliveryError[outcome].mayHaveArrived && !read.has(outcome),
  );
  it.for(unread)('nothing is sent when the recipient $meaning', async ({ fault }) => {
    desk.suffer(fault);
    const before = desk.received.length;
    await handOver();
    expect(desk.received).toHaveLength(before);
  });

  const content =
    carries === 'FILES'
      ? 'every byte of every file, under the same name each time, by which a double is known'
      : 'every field of a report as the documentation of its API says, with the same id each time';
  it(`carries ${content}`, async () => {
    desk.suffer('NEVER_ANSWERS');
    await handOver();
    desk.suffer('TAKES_IT');
    expect(await handOver()).toMatchObject({ kind: 'ARRIVED' });
    const [first, second] = desk.received.slice(-2);
    expect(second?.id).toBe(first?.id);
    expect(second).toEqual(first);
    for (const { name, content } of carries === 'FILES' ? inventDelivery().files : [])
      expect(second?.files.find((file) => file.name === name)?.content.equals(content)).toBe(true);
    expect(await handOver(another())).toMatchObject({
      kind: 'ARRIVED',
    });
    expect(desk.received.at(-1)?.id).not.toBe(first?.id);
  });

  const checksAddresses = expected.PRIVATE_ADDRESS !== null;
  it.runIf(checksAddresses)(
    'connects to the addresses that were checked, whatever the name leads to later',
    async () => {
      desk.suffer('TAKES_IT');
      const { context, target } = desk;
      let looks = 0;
      // The looks of the first attempt find the desk, every further one an address inside.
      const resolve = async () => (looks++ < connections ? ['127.0.0.1'] : ['10.0.0.7']);
      const rebinding = { ...context, network: { ...context.network, resolve } };
      const transportHere = transportOf(target);
      const first = inventDelivery({ ...desk.delivery, openReport: null });
      expect(await transportHere.handOver(first, rebinding)).toMatchObject({
        kind: 'ARRIVED',
      });
      expect(looks).toBe(connections);
      expect(await transportHere.handOver(first, rebinding)).toMatchObject({
        error: 'ADDRESS_REFUSED',
      });
      expect(looks).toBe(connections + 1);
    },
  );
});

it('every transport that pushes has a desk to be tried at', () => {
  expect([...new Set(deskKinds.map(({ transport }) => transport))].sort()).toEqual(
    transports.filter((kind) => kind !== 'DOWNLOAD').sort(),
  );
});

it('download leaves it to a person', async () => {
  expect(transportOf({ kind: 'DOWNLOAD' })).toBe(download);
  const context = {
    network: { resolve: () => Promise.reject(new Error('It asks nobody')), mayReach: () => false },
    patience: { connectMs: 1, answerMs: 1, wholeMs: 1 },
    mail: null,
    sshKey: '',
    sessions: new Map(),
    ncmec: null,
  };
  expect(await download.handOver(inventDelivery(), context)).toEqual({ kind: 'WAITS_FOR_PERSON' });
});
