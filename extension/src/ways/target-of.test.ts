import { describe, expect, it } from 'vitest';
import type { MenuChoice } from '../browser/commands.ts';
import { targetOf } from './target-of.ts';

const choice = (part: Partial<MenuChoice>): MenuChoice => ({
  entry: 'post',
  linkUrl: null,
  selection: null,
  element: null,
  ...part,
});
const profile = 'https://www.facebook.com/lapwing.amber.example';

describe('what was asked for', () => {
  it.each([
    ['the toolbar button', null, { kind: 'CURSOR' }],
    ['this post', choice({ linkUrl: profile, selection: 'words' }), { kind: 'CURSOR' }],
    ['this link', choice({ entry: 'link', linkUrl: profile }), { kind: 'LINK', url: profile }],
    [
      'this account, on its link',
      choice({ entry: 'account', linkUrl: profile }),
      { kind: 'ACCOUNT', url: profile },
    ],
    ['this account, on words', choice({ entry: 'account' }), { kind: 'ACCOUNT' }],
    ['this page', choice({ entry: 'page' }), { kind: 'PAGE' }],
    [
      'the button on a post, which the page’s own script knows',
      { entry: 'control' as const },
      { kind: 'CURSOR' },
    ],
    [
      'the selection',
      choice({ entry: 'selection', selection: 'words' }),
      { kind: 'SELECTION', text: 'words' },
    ],
  ])('by %s', (_way, chosen, target) => {
    expect(targetOf(chosen)).toEqual(target);
  });
});
