import { describe, expect, it } from 'vitest';
import { parseEvent, staleKeys } from './live-events.ts';

const id = '0199a1c2-0000-7000-8000-000000000002';

describe('parseEvent', () => {
  it('reads an event', () => {
    expect(parseEvent(`{"kind":"ITEM_CHANGED","itemId":"${id}","version":2}`)).toEqual({
      kind: 'ITEM_CHANGED',
      itemId: id,
      version: 2,
    });
  });

  it.each(['', '{', '{"kind":"UNKNOWN"}', 'null', 42])('ignores %j', (data) => {
    expect(parseEvent(data)).toBeNull();
  });
});

describe('staleKeys', () => {
  it('asks for the item that changed and for the lists it is in', () => {
    const keys = staleKeys({ kind: 'ITEM_CHANGED', itemId: id, version: 2 });
    expect(keys).toContainEqual(['items', 'detail', id]);
    expect(keys).toContainEqual(['items', 'queue']);
  });

  it('asks for everything that lives after a gap in the stream', () => {
    expect(staleKeys({ kind: 'RESYNC' }).map(([first]) => first)).toEqual([
      'items',
      'batches',
      'referrals',
      'recipients',
      'escalations',
    ]);
  });
});
