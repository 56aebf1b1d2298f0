import { FlagInput, type ParsedFlag } from '@lapwing/contracts/flag';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drainOutbox } from './drain-outbox.ts';
import { memoryOutbox } from './memory-outbox.ts';
import type { OutboxEntry, Owner } from './outbox-entry.ts';
import type { SendResult } from './outbox-transitions.ts';
import { saveFlag } from './save-flag.ts';

const anna: Owner = { server: 'https://lapwing.example', personId: 'anna' };
const boon: Owner = { server: 'https://lapwing.example', personId: 'boon' };

function flagOf(number: number, imminent = false): ParsedFlag {
  return FlagInput.parse({
    url: `https://www.facebook.com/somebody.example/posts/${1_000_000 + number}`,
    category: 'GROOMING',
    severity: 2,
    urgency: imminent ? 'IMMINENT' : 'PRIORITY',
    imminentDanger: imminent ? { basis: ['PLANNED_MEETING'] } : null,
    text: `text ${number}`,
    observedAt: '2026-11-24T10:00:00.000Z',
  });
}

/** A worker that dies inside of `send`: nothing after it runs. */
class WorkerDied extends Error {}

const faults = [
  'NONE',
  'NOT_SENT',
  'ANSWER_LOST',
  'BUSY',
  'PAIR_AGAIN',
  'REFUSE',
  'DIES_BEFORE',
  'DIES_AFTER',
] as const;
type Fault = (typeof faults)[number];

/** A server that keeps to its contract: one flag per key and person, the same answer to the same key. */
function modelServer() {
  const accepted = new Map<string, { by: string; flag: ParsedFlag; answer: SendResult }>();
  const refused = new Set<string>();
  const accept = (by: string, flag: ParsedFlag, key: string): SendResult => {
    const known = accepted.get(key);
    if (known) return known.answer;
    const alreadyKnown = [...accepted.values()].some((other) => other.flag.url === flag.url);
    const answer = { kind: 'ACCEPTED', flagId: `flag of ${key}`, itemId: flag.url, alreadyKnown } as const;
    accepted.set(key, { by, flag, answer });
    return answer;
  };
  const send = (by: string, flag: ParsedFlag, key: string, fault: Fault): SendResult => {
    switch (fault) {
      case 'NONE':
        return accept(by, flag, key);
      case 'NOT_SENT':
        return { kind: 'UNREACHABLE' };
      case 'ANSWER_LOST':
        accept(by, flag, key);
        return { kind: 'UNREACHABLE' };
      case 'BUSY':
        return { kind: 'SERVER_BUSY', retryAfterMs: 60_000 };
      case 'PAIR_AGAIN':
        return { kind: 'PAIR_AGAIN' };
      case 'REFUSE':
        if (accepted.has(key)) return accept(by, flag, key);
        refused.add(key);
        return { kind: 'REFUSED', refusal: { slug: 'forbidden', title: 'No', detail: null, fields: [] } };
      case 'DIES_BEFORE':
        throw new WorkerDied();
      case 'DIES_AFTER':
        accept(by, flag, key);
        throw new WorkerDied();
    }
  };
  return { accepted, refused, send };
}

type Step =
  | { kind: 'SAVE'; number: number; imminent: boolean }
  | { kind: 'DRAIN'; faults: Fault[]; cause: 'ONLINE' | 'PAIRED' | undefined; as: Owner }
  | { kind: 'WAIT'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('SAVE' as const), number: fc.nat(4), imminent: fc.boolean() }),
  fc.record({
    kind: fc.constant('DRAIN' as const),
    faults: fc.array(fc.constantFrom(...faults), { maxLength: 6 }),
    cause: fc.constantFrom('ONLINE' as const, 'PAIRED' as const, undefined),
    as: fc.constantFrom(anna, anna, boon),
  }),
  fc.record({ kind: fc.constant('WAIT' as const), ms: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
);

describe('draining the outbox', () => {
  it('loses no flag and doubles none, whatever fails and whenever the worker dies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        async (steps, random) => {
          const store = memoryOutbox();
          const server = modelServer();
          const saved = new Map<string, ParsedFlag>();
          let now = 1_000_000;
          const drain = (as: Owner, plan: Fault[], cause?: 'ONLINE' | 'PAIRED') => {
            const left = [...plan];
            return drainOutbox({
              store,
              owner: as,
              cause,
              now: () => now,
              random: () => random,
              send: async (flag, key) => server.send(as.personId, flag, key, left.shift() ?? 'NONE'),
            }).catch((error: unknown) => {
              if (!(error instanceof WorkerDied)) throw error;
            });
          };

          for (const each of steps) {
            if (each.kind === 'SAVE') {
              const flag = flagOf(each.number, each.imminent);
              saved.set((await saveFlag(store, flag, anna, { now })).key, flag);
            } else if (each.kind === 'WAIT') now += each.ms;
            else await drain(each.as, each.faults, each.cause);
            // Nothing is lost at any moment, and what is not accepted still has all its text.
            for (const [key, flag] of saved) {
              const row = store.rows.get(key);
              expect(row).toBeDefined();
              if (row && 'flag' in row) expect(row.flag).toEqual(flag);
              else expect(server.accepted.has(key)).toBe(true);
            }
          }

          // Everything heals: time passes, the network is back, Anna is paired.
          for (let round = 0; round < 3; round += 1) {
            now += 3 * 3_600_000;
            await drain(anna, [], round === 0 ? 'PAIRED' : 'ONLINE');
          }
          for (const [key, flag] of saved) {
            const row: OutboxEntry | undefined = store.rows.get(key);
            if (row?.state === 'REFUSED') {
              expect(server.refused.has(key)).toBe(true);
              expect(server.accepted.has(key)).toBe(false);
            } else {
              expect(['ACCEPTED', 'ALREADY_KNOWN']).toContain(row?.state);
              expect(row).not.toHaveProperty('flag');
              expect(server.accepted.get(key)).toMatchObject({ by: 'anna', flag });
            }
          }
          expect([...server.accepted.keys()].every((key) => saved.has(key))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  const drainWith = (store: ReturnType<typeof memoryOutbox>, results: SendResult[], sent: string[]) =>
    drainOutbox({
      store,
      owner: anna,
      now: () => 2_000,
      random: () => 0,
      send: async (flag) => {
        sent.push(flag.url);
        return results.shift() ?? { kind: 'ACCEPTED', flagId: 'f', itemId: 'i', alreadyKnown: false };
      },
    });

  it('sends imminent danger first, then the oldest', async () => {
    const store = memoryOutbox();
    await saveFlag(store, flagOf(1), anna, { now: 1 });
    await saveFlag(store, flagOf(2), anna, { now: 2 });
    await saveFlag(store, flagOf(3, true), anna, { now: 3 });
    const sent: string[] = [];
    expect(await drainWith(store, [], sent)).toEqual({ pending: 0, pairAgain: false });
    expect(sent).toEqual([flagOf(3).url, flagOf(1).url, flagOf(2).url]);
  });

  it('stops at the first sign that the server is away', async () => {
    const store = memoryOutbox();
    await saveFlag(store, flagOf(1), anna, { now: 1 });
    await saveFlag(store, flagOf(2), anna, { now: 2 });
    const sent: string[] = [];
    expect(await drainWith(store, [{ kind: 'UNREACHABLE' }], sent)).toEqual({ pending: 2, pairAgain: false });
    expect(sent).toHaveLength(1);
  });

  it('goes on after a refusal, which concerns one flag only', async () => {
    const store = memoryOutbox();
    await saveFlag(store, flagOf(1), anna, { now: 1 });
    await saveFlag(store, flagOf(2), anna, { now: 2 });
    const refusal = { slug: 'forbidden', title: 'No', detail: null, fields: [] };
    const sent: string[] = [];
    expect(await drainWith(store, [{ kind: 'REFUSED', refusal }], sent)).toEqual({
      pending: 0,
      pairAgain: false,
    });
    expect(sent).toHaveLength(2);
  });

  it('says when the server does not know us any more, and keeps the flags', async () => {
    const store = memoryOutbox();
    await saveFlag(store, flagOf(1), anna, { now: 1 });
    expect(await drainWith(store, [{ kind: 'PAIR_AGAIN' }], [])).toEqual({ pending: 1, pairAgain: true });
  });

  it('keeps the newest fifty receipts', async () => {
    const store = memoryOutbox();
    for (let number = 0; number < 53; number += 1)
      await saveFlag(store, flagOf(number), anna, { now: number });
    await drainWith(store, [], []);
    const { entries } = await store.contents();
    expect(entries.map((entry) => entry.savedAt)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 3),
    );
  });

  it('puts a corrected flag in the place of the refused one in one step', async () => {
    const store = memoryOutbox();
    const old = await saveFlag(store, flagOf(1), anna, { now: 1 });
    const corrected = await saveFlag(store, flagOf(2), anna, { now: 2, corrects: old.key });
    expect([...store.rows.keys()]).toEqual([corrected.key]);
    expect(corrected.key).not.toBe(old.key);
  });
});
