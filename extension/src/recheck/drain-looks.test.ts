import { describe, expect, it } from 'vitest';
import type { LookResult } from '../server/send-look.ts';
import { drainLooks } from './drain-looks.ts';
import { type Look, newLook } from './look.ts';

const owner = { server: 'https://lapwing.example', personId: 'ada' };
const other = { ...owner, personId: 'ben' };
const start = Date.parse('2026-11-28T10:00:00.000Z');

/** Looks in memory, and a server that answers as told: by key, one answer after the other, then RECORDED. */
function world(looks: readonly Look[], answers: Record<string, LookResult[]> = {}) {
  let stored = [...looks];
  let now = start;
  const sent: string[] = [];
  return {
    sent,
    looks: () => stored,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    drain: (all = false) =>
      drainLooks({
        owner,
        read: async () => [...stored],
        async change(key, change) {
          stored = stored.flatMap((look) => (look.key === key ? (change(look) ?? []) : [look]));
        },
        async send(look) {
          sent.push(look.key);
          return answers[look.key]?.shift() ?? { kind: 'RECORDED' };
        },
        now: () => now,
        random: () => 0,
        all,
      }),
  };
}

const look = (key: string, of = owner) => newLook(of, `referral-${key}`, 'GONE', { key, now: start });
const refusal = { slug: 'not-found', title: 'No', detail: null, fields: [] };

describe('looks that wait', () => {
  it('are sent in order and gone once they are recorded', async () => {
    const { drain, sent, looks } = world([look('one'), look('two')]);
    expect(await drain()).toEqual({ nextAttemptAt: null, pairAgain: false });
    expect([sent, looks()]).toEqual([['one', 'two'], []]);
  });

  it('stay when the server is away, under their key, and are sent again with growing waits', async () => {
    const away: LookResult[] = [{ kind: 'UNREACHABLE' }, { kind: 'SERVER_BUSY', retryAfterMs: 60_000 }];
    const { drain, sent, looks, wait } = world([look('one'), look('two')], { one: away });
    const first = await drain();
    expect(sent).toEqual(['one']);
    expect(first.nextAttemptAt).toBe(start);
    expect(looks()).toHaveLength(2);
    await drain(true);
    expect(sent).toEqual(['one', 'one']);
    wait(59_000);
    await drain();
    expect(sent).toEqual(['one', 'one', 'two']);
    wait(3_000);
    await drain();
    expect([sent.at(-1), looks()]).toEqual(['one', []]);
  });

  it('are not sent again before their time, unless somebody asks', async () => {
    const { drain, sent } = world([look('one')], { one: [{ kind: 'UNREACHABLE' }] });
    const { nextAttemptAt } = await drain();
    expect(nextAttemptAt).toBeGreaterThan(start);
    await drain();
    expect(sent).toHaveLength(1);
    await drain(true);
    expect(sent).toHaveLength(2);
  });

  it('are not held up by one at which the server fails', async () => {
    const { drain, sent, looks } = world([look('one'), look('two')], {
      one: [{ kind: 'SERVER_FAILED', retryAfterMs: null }],
    });
    await drain();
    expect(sent).toEqual(['one', 'two']);
    expect(looks().map(({ key }) => key)).toEqual(['one']);
  });

  it('that are refused are kept for their person to read, and not sent again', async () => {
    const { drain, sent, looks } = world([look('one')], { one: [{ kind: 'REFUSED', refusal }] });
    await drain();
    await drain(true);
    expect(sent).toEqual(['one']);
    expect(looks()).toMatchObject([{ state: 'REFUSED', slug: 'not-found' }]);
  });

  it('wait as they are for a new pairing', async () => {
    const before = [look('one'), look('two')];
    const { drain, looks } = world(before, { one: [{ kind: 'PAIR_AGAIN' }] });
    expect((await drain()).pairAgain).toBe(true);
    expect(looks()).toEqual(before);
  });

  it('of another person are left alone', async () => {
    const { drain, sent, looks } = world([look('one', other)]);
    expect((await drain(true)).nextAttemptAt).toBeNull();
    expect([sent, looks()]).toEqual([[], [look('one', other)]]);
  });
});
