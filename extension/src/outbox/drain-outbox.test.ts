import { FlagInput, type ParsedFlag } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import { drainOutbox } from './drain-outbox.ts';
import { memoryOutbox } from './memory-outbox.ts';
import type { Owner } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';
import { acknowledged, type SendResult, STEPS_ASIDE_AFTER } from './outbox-transitions.ts';
import { saveFlag } from './save-flag.ts';

const anna: Owner = { server: 'https://lapwing.example', personId: 'anna' };

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

const around = (store: OutboxStore) => ({ store, owner: anna, now: () => 2_000, random: () => 0 });

describe('draining the outbox', () => {
  const drainWith = (store: OutboxStore, results: SendResult[], sent: string[]) =>
    drainOutbox({
      ...around(store),
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
    expect(await drainWith(store, [], sent)).toEqual({ pending: 0, nextAttemptAt: null, pairAgain: false });
    expect(sent).toEqual([flagOf(3).url, flagOf(1).url, flagOf(2).url]);
  });

  it('stops at the first sign that the server is away', async () => {
    const store = memoryOutbox();
    await saveFlag(store, flagOf(1), anna, { now: 1 });
    await saveFlag(store, flagOf(2), anna, { now: 2 });
    const sent: string[] = [];
    expect(await drainWith(store, [{ kind: 'UNREACHABLE' }], sent)).toEqual({
      pending: 2,
      nextAttemptAt: 3_000,
      pairAgain: false,
    });
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
      nextAttemptAt: null,
      pairAgain: false,
    });
    expect(sent).toHaveLength(2);
  });

  it('says when the server does not know us any more, and keeps the flags', async () => {
    const store = memoryOutbox();
    await saveFlag(store, flagOf(1), anna, { now: 1 });
    expect(await drainWith(store, [{ kind: 'PAIR_AGAIN' }], [])).toMatchObject({
      pending: 1,
      pairAgain: true,
    });
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

  it('keeps a receipt of imminent danger until its person has seen it, however many come after', async () => {
    const store = memoryOutbox();
    const { key } = await saveFlag(store, flagOf(0, true), anna, { now: 0 });
    for (let number = 1; number < 60; number += 1)
      await saveFlag(store, flagOf(number), anna, { now: number });
    await drainWith(store, [], []);
    expect(store.rows.get(key)).toMatchObject({ state: 'ACCEPTED', seen: false });
    await store.change(key, acknowledged);
    await drainWith(store, [], []);
    expect(store.rows.has(key)).toBe(false);
  });

  it('goes on past a flag that does not open', async () => {
    const store = memoryOutbox();
    const closed = await saveFlag(store, flagOf(1), anna, { now: 1 });
    await saveFlag(store, flagOf(2), anna, { now: 2 });
    const sent: string[] = [];
    const change: typeof store.change = async (key, step) =>
      key === closed.key ? null : store.change(key, step);
    await drainWith({ ...store, change }, [], sent);
    expect(sent).toEqual([flagOf(2).url]);
  });

  it('sends what is behind flags that fail again and again', async () => {
    const store = memoryOutbox();
    for (let number = 0; number < 4; number += 1) {
      const { key } = await saveFlag(store, flagOf(number), anna, { now: number });
      if (number < 3) await store.change(key, (entry) => ({ ...entry, failures: STEPS_ASIDE_AFTER }));
    }
    const sent: string[] = [];
    const failed: SendResult = { kind: 'SERVER_FAILED', retryAfterMs: null };
    await drainWith(store, [failed, failed, failed], sent);
    expect(sent).toEqual([0, 1, 2, 3].map((number) => flagOf(number).url));
  });
});

describe('saving a flag', () => {
  it('puts a corrected flag in the place of the refused one in one step', async () => {
    const store = memoryOutbox();
    const old = await saveFlag(store, flagOf(1), anna, { now: 1 });
    const refusal = { slug: 'forbidden', title: 'No', detail: null, fields: [] };
    await drainOutbox({ ...around(store), send: async () => ({ kind: 'REFUSED', refusal }) });
    const corrected = await saveFlag(store, flagOf(2), anna, { now: 2, corrects: old.key });
    expect([...store.rows.keys()]).toEqual([corrected.key]);
    expect(corrected.key).not.toBe(old.key);
  });

  it('leaves alone what was to be corrected when it is on its way again', async () => {
    const store = memoryOutbox();
    const old = await saveFlag(store, flagOf(1), anna, { now: 1 });
    await saveFlag(store, flagOf(2), anna, { now: 2, corrects: old.key });
    expect(store.rows.size).toBe(2);
  });

  it('makes one flag of one draft, however often it is saved', async () => {
    const store = memoryOutbox();
    const draft = crypto.randomUUID();
    const [one, two] = [
      await saveFlag(store, flagOf(1), anna, { now: 1, draft }),
      await saveFlag(store, flagOf(1), anna, { now: 2, draft }),
    ];
    expect(two).toEqual(one);
    expect(store.rows.size).toBe(1);
  });
});
