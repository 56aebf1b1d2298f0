import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../flag/draft.ts';
import { folded, identityOf } from './identity-of.ts';
import {
  draftOfItem,
  emptySitting,
  isEmpty,
  MAX_SITTING_ITEMS,
  Sitting,
  type SittingItem,
  withItem,
  withItems,
  withoutItems,
  withShared,
} from './sitting.ts';

const item = (id: string, url: string): SittingItem => ({
  id,
  draft: { ...emptyDraft, url },
  reviewed: false,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => item(`${index}`, `https://pantip.com/topic/4000${index}`));

describe('a sitting', () => {
  it('takes posts in their order, one each, however it is spelled', () => {
    const first = withItems(
      emptySitting,
      [
        item('a', 'https://www.facebook.com/a.example/posts/1'),
        item('b', 'https://pantip.com/topic/40000001'),
      ],
      identityOf,
    );
    const { sitting, added, duplicates } = withItems(
      first.sitting,
      [
        item('c', 'https://m.pantip.com/topic/40000001?utm_source=app'),
        item('d', 'https://pantip.com/topic/40000002'),
        item('e', 'https://pantip.com/topic/40000002/'),
      ],
      identityOf,
    );
    expect({ added, duplicates }).toEqual({ added: 1, duplicates: 2 });
    expect(sitting.items.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  });

  it('is folded by identity where posts were told apart by their spelling only', () => {
    const items = [
      item('a', 'https://pantip.com/topic/40000001'),
      item('b', 'https://m.pantip.com/topic/40000001?utm_source=app'),
      item('c', 'https://pantip.com/topic/40000002'),
    ];
    const spelled = withItems(emptySitting, items, (url) => url).sitting;
    expect(spelled.items).toHaveLength(3);
    expect(folded(spelled).items.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('is full at two hundred, and says how many found no room', () => {
    const full = withItems(emptySitting, many(MAX_SITTING_ITEMS - 1), identityOf).sitting;
    const { sitting, added, overflow } = withItems(
      full,
      [item('x', 'https://x.com/a/status/1'), item('y', 'https://x.com/a/status/2')],
      identityOf,
    );
    expect({ added, overflow }).toEqual({ added: 1, overflow: 1 });
    expect(sitting.items).toHaveLength(MAX_SITTING_ITEMS);
  });

  it('gives each post the shared words, and its own where it has some', () => {
    const shared = { category: 'GROOMING', severity: 3, urgency: 'ROUTINE', note: 'For all.' } as const;
    const plain = item('a', 'https://x.com/a/status/1');
    const own = withItem({ ...emptySitting, items: [plain] }, 'a', {
      draft: { ...plain.draft, category: 'CHILD_MARRIAGE', severity: 2, note: 'Its own.' },
    }).items[0];
    expect(draftOfItem({ shared }, plain)).toMatchObject(shared);
    expect(own && draftOfItem({ shared }, own)).toMatchObject({
      category: 'CHILD_MARRIAGE',
      severity: 2,
      // The shared urgency was chosen for another severity.
      urgency: null,
      note: 'Its own.',
    });
  });

  it('loses a post only when it is taken out, and is empty when nothing is left', () => {
    const two = withItems(emptySitting, many(2), identityOf).sitting;
    const one = withoutItems(two, new Set(['0']));
    expect(one.items.map(({ id }) => id)).toEqual(['1']);
    expect(isEmpty(one)).toBe(false);
    expect(isEmpty(withoutItems(one, new Set(['1'])))).toBe(true);
    expect(isEmpty(withShared(emptySitting, { note: 'x' }))).toBe(false);
  });

  it('of an earlier version is read with what was added since', () => {
    const old = {
      ...emptySitting,
      items: [{ id: 'a', reviewed: true, draft: { url: 'https://x.com/a/status/1' } }],
    };
    expect(Sitting.parse(old).items[0]?.draft).toEqual({ ...emptyDraft, url: 'https://x.com/a/status/1' });
  });
});
