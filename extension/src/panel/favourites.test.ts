import type { Category } from '@lapwing/contracts/taxonomy';
import { describe, expect, it } from 'vitest';
import { toggledPin, usedNow } from './favourites.ts';

describe('favourite categories', () => {
  it('are pinned in the order of pinning, and taken out by the same key', () => {
    expect(toggledPin(['GROOMING'], 'CHILD_MARRIAGE')).toEqual(['GROOMING', 'CHILD_MARRIAGE']);
    expect(toggledPin(['GROOMING', 'CHILD_MARRIAGE'], 'GROOMING')).toEqual(['CHILD_MARRIAGE']);
  });

  it('are the last three used, each once, the last first', () => {
    const used = (
      ['GROOMING', 'CHILD_MARRIAGE', 'GROOMING', 'SELF_GENERATED', 'SEC_ADVERTISING'] as const
    ).reduce((recent: Category[], category) => usedNow(recent, category), []);
    expect(used).toEqual(['SEC_ADVERTISING', 'SELF_GENERATED', 'GROOMING']);
  });
});
