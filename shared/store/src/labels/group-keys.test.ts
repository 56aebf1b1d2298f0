import { describe, expect, it } from 'vitest';
import { createKeyGroups, type GroupFacts, groupKeys } from './group-keys.ts';

const key = Buffer.alloc(32, 7);
const facts = (itemId: string, more: Partial<GroupFacts> = {}): GroupFacts => ({
  itemId,
  platform: 'FACEBOOK',
  host: 'www.facebook.com',
  text: `Words of ${itemId}`,
  accounts: [],
  parents: [],
  groups: [],
  ...more,
});

const together = (one: GroupFacts, other: GroupFacts): boolean => {
  const groups = createKeyGroups();
  const [ones, others] = [groupKeys(one, key), groupKeys(other, key)];
  groups.join(ones);
  groups.join(others);
  return groups.nameOf(ones[0] ?? '') === groups.nameOf(others[0] ?? '-');
};

describe('the group of an item', () => {
  const account = { id: null, handle: '@Some.One' };

  it.each<[string, Partial<GroupFacts>, Partial<GroupFacts>, boolean]>([
    [
      'one account, however its handle is written',
      { accounts: [account] },
      { accounts: [{ id: null, handle: 'some.one' }] },
      true,
    ],
    ['one handle on two platforms', { accounts: [account] }, { accounts: [account], platform: 'X' }, false],
    ['one group page without an account', { groups: ['9'] }, { groups: ['9'] }, true],
    [
      'one group page, two accounts',
      { groups: ['9'], accounts: [account] },
      { groups: ['9'], accounts: [{ id: '1', handle: null }] },
      false,
    ],
    [
      'one host on the open web',
      { platform: 'WEB', host: 'a.example' },
      { platform: 'WEB', host: 'a.example' },
      true,
    ],
    ['one host that is a platform', {}, {}, false],
    [
      'the same words of two accounts',
      { text: 'Write to me!', accounts: [account] },
      { text: 'write  to ME', accounts: [{ id: '2', handle: null }] },
      true,
    ],
    ['no words at all', { text: '' }, { text: ' … ' }, false],
  ])('%s', (_, one, other, expected) => {
    expect(together(facts('a', one), facts('b', other))).toBe(expected);
  });

  it('is joined over several items, and called the same in whatever order they come', () => {
    const chain = [
      facts('a', { accounts: [{ id: '1', handle: null }] }),
      facts('b', { accounts: [{ id: '1', handle: 'x' }] }),
      facts('c', { accounts: [{ id: null, handle: 'x' }] }),
    ];
    const names = [chain, chain.toReversed()].map((order) => {
      const groups = createKeyGroups();
      for (const item of order) groups.join(groupKeys(item, key));
      return new Set(chain.map((item) => groups.nameOf(groupKeys(item, key)[0] ?? '')));
    });
    expect(names[0]).toEqual(names[1]);
    expect(names[0]?.size).toBe(1);
  });

  it('says nothing of the account without the key, and something else with another', () => {
    const one = groupKeys(facts('a', { accounts: [account] }), key);
    expect(one.join()).not.toMatch(/some/i);
    expect(groupKeys(facts('a', { accounts: [account] }), Buffer.alloc(32, 8))).not.toEqual(one);
  });
});
