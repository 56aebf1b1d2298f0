import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import { memoryOutbox } from '../outbox/memory-outbox.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import {
  acknowledged,
  attempted,
  overdue,
  type SendResult,
  savedEntry,
  settled,
  withdrawn,
} from '../outbox/outbox-transitions.ts';
import { dangerStatusOf, LOUD_AFTER_MS, WatchClock } from './danger-watch.ts';
import { keepWatch } from './keep-watch.ts';

const anna = { server: 'https://lapwing.example', personId: 'anna' };
const START = Date.parse('2026-11-24T14:00:00Z');
const plain = FlagInput.parse({
  url: 'https://www.facebook.com/somebody.example/posts/1000001',
  category: 'GROOMING',
  severity: 4,
  urgency: 'URGENT',
  observedAt: '2026-11-24T14:00:00.000Z',
});
const urgent = FlagInput.parse({
  ...plain,
  urgency: 'IMMINENT',
  imminentDanger: { basis: ['PLANNED_MEETING'] },
});
const saved = (flag = urgent) => ({ ...savedEntry('key', flag, anna, START), order: 1 });
const after = (result: SendResult) => settled(attempted(saved()), result, { now: START, random: 0 });
const away = after({ kind: 'UNREACHABLE' });
const received = after({ kind: 'ACCEPTED', flagId: 'f', itemId: 'item-7', alreadyKnown: false });
const refusal = { slug: 'forbidden', title: 'No', detail: null, fields: [] };

const status = (
  entry: OutboxEntry,
  now = START + 1_000,
  more: Partial<Parameters<typeof dangerStatusOf>[1]> = {},
) => dangerStatusOf(entry, { now, watchedMs: 0, paired: anna, ...more });

describe('the watch over imminent danger', () => {
  it('says nothing of a flag that is in no hurry, of one that was withdrawn, and of one whose end was seen', () => {
    expect(status(saved(plain), START + 10 * LOUD_AFTER_MS)).toBeNull();
    expect(status(withdrawn(away, START))).toBeNull();
    expect(status(acknowledged(received))).toBeNull();
  });

  it('is calm for a minute, and loud from then on', () => {
    expect(status(away, START + LOUD_AFTER_MS - 1)).toEqual({ kind: 'SENDING', trouble: 'UNREACHABLE' });
    expect(status(away, START + LOUD_AFTER_MS)).toEqual({ kind: 'UNDELIVERED', trouble: 'UNREACHABLE' });
    expect(status(attempted(saved()), START + LOUD_AFTER_MS)).toEqual({ kind: 'UNDELIVERED', trouble: null });
  });

  it('is not silenced by a clock that was set back: by little it counts on, by much it is loud at once', () => {
    const back = START - 30_000;
    expect(status(away, back, { watchedMs: 20_000 })?.kind).toBe('SENDING');
    expect(status(away, back, { watchedMs: LOUD_AFTER_MS })?.kind).toBe('UNDELIVERED');
    expect(status(away, START - 24 * 3_600_000)?.kind).toBe('UNDELIVERED');
  });

  it('stays loud when it once was, whatever the clock says and whoever looks anew', () => {
    const late = overdue(away, START + LOUD_AFTER_MS);
    expect(status(late, START + 1_000)?.kind).toBe('UNDELIVERED');
    if (late.state !== 'SAVED') throw new Error('must wait');
    expect(status(attempted(late), START + 1_000)?.kind).toBe('UNDELIVERED');
  });

  it.each([
    ['the server does not know this browser', away, { paired: null }, 'PAIR_AGAIN'],
    ['the server said so for this flag', after({ kind: 'PAIR_AGAIN' }), {}, 'PAIR_AGAIN'],
    ['the server refused it', after({ kind: 'REFUSED', refusal }), {}, 'REFUSED'],
    ['another person is paired', away, { paired: { ...anna, personId: 'boon' } }, 'OTHER_PERSON'],
    ['it does not open any more', away, { closed: true }, 'CLOSED'],
  ] as const)('does not wait a minute where waiting is no use: %s', (_, entry, more, trouble) => {
    expect(status(entry, START + 1, more)).toEqual({ kind: 'UNDELIVERED', trouble });
  });

  it('waits a minute where the server may yet take it, and says what it does meanwhile', () => {
    const busy = after({ kind: 'SERVER_BUSY', retryAfterMs: 1 });
    expect(status(busy)).toEqual({ kind: 'SENDING', trouble: 'SERVER_TROUBLE' });
    expect(status(after({ kind: 'SERVER_FAILED', retryAfterMs: null }))?.kind).toBe('SENDING');
    const portal = after({ kind: 'NOT_LAPWING', retryAfterMs: null });
    expect(status(portal)).toEqual({ kind: 'SENDING', trouble: 'NOT_LAPWING' });
  });

  it('confirms what the server has, with when and under which number, until that was seen', () => {
    expect(status(received, START + 10 * LOUD_AFTER_MS)).toEqual({
      kind: 'DELIVERED',
      itemId: 'item-7',
      at: START,
    });
  });
});

describe('keeping watch', () => {
  const watched = (now: number) => {
    let ticks = 0;
    const store = memoryOutbox();
    const clock = new WatchClock(() => ticks);
    return {
      store,
      tick: (ms: number) => {
        ticks += ms;
      },
      look: (at = now) => keepWatch({ store, clock, paired: anna, now: at }),
    };
  };

  it('writes down once what is late, and tells of it once', async () => {
    const { store, look } = watched(START);
    await store.add(savedEntry('key', urgent, anna, START));
    expect(await look(START + 1)).toEqual({ sending: 1, undelivered: 0, news: false });
    expect(await look(START + LOUD_AFTER_MS)).toEqual({ sending: 0, undelivered: 1, news: true });
    expect(await look(START + 2 * LOUD_AFTER_MS)).toEqual({ sending: 0, undelivered: 1, news: false });
    expect(store.rows.get('key')?.overdueSince).toBe(START + LOUD_AFTER_MS);
  });

  it('counts by its own clock too, so that the other can be set back every now and then', async () => {
    const { store, look, tick } = watched(START);
    await store.add(savedEntry('key', urgent, anna, START));
    await look(START + 1);
    tick(LOUD_AFTER_MS);
    expect(await look(START + 1)).toMatchObject({ undelivered: 1, news: true });
  });

  it('has nothing to say of an ordinary flag, or once the server has the urgent one', async () => {
    const { store, look } = watched(START);
    await store.add(savedEntry('plain', plain, anna, START));
    await store.add(savedEntry('key', urgent, anna, START));
    await store.change('key', (entry) => (entry.state === 'SAVED' ? received : entry));
    expect(await look(START + LOUD_AFTER_MS)).toEqual({ sending: 0, undelivered: 0, news: false });
  });
});
