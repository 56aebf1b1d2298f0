import { describe, expect, it } from 'vitest';
import { draftOf, moved, parseDraft } from './recipient-draft.ts';

const start = draftOf(null);
const complete = {
  ...start,
  slug: 'meta',
  name: ' Meta ',
  configuration: { ...start.configuration, platforms: ['FACEBOOK' as const] },
};

describe('parseDraft', () => {
  it('makes a recipient of a complete draft', () => {
    const parsed = parseDraft({
      ...complete,
      configuration: {
        ...complete.configuration,
        legalBasis: 'One\n\n Two ',
        policyAreas: { GROOMING: ' Minors ', CHILD_MARRIAGE: ' ' },
      },
    });
    expect(parsed).toMatchObject({
      input: {
        name: 'Meta',
        configuration: {
          legalBasis: ['One', 'Two'],
          policyAreas: { GROOMING: 'Minors' },
          maximumReferrals: 100,
        },
      },
    });
  });

  it('names the fields that are wrong', () => {
    const parsed = parseDraft({
      ...complete,
      slug: 'Not A Slug',
      configuration: { ...complete.configuration, platforms: [], maximumReferrals: '' },
    });
    expect(parsed).toEqual({
      wrong: new Set(['slug', 'configuration.platforms', 'configuration.maximumReferrals']),
    });
  });
});

describe('moved', () => {
  it('moves an entry up and down', () => {
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  });

  it('stays at the ends', () => {
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
  });
});
