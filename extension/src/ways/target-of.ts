import type { AskedTarget } from '../adapters/target.ts';
import type { MenuChoice } from '../browser.ts';

/** What a person asked for with an entry of the context menu; null is the toolbar button or its shortcut. */
export function targetOf(choice: MenuChoice | null): AskedTarget {
  switch (choice?.entry) {
    case 'link':
      return choice.linkUrl === null ? { kind: 'CURSOR' } : { kind: 'LINK', url: choice.linkUrl };
    case 'selection':
      return { kind: 'SELECTION', text: choice.selection ?? '' };
    case 'page':
      return { kind: 'PAGE' };
    case 'account':
      return { kind: 'ACCOUNT', ...(choice.linkUrl === null ? {} : { url: choice.linkUrl }) };
    default:
      return { kind: 'CURSOR' };
  }
}
