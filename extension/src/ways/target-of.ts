import type { AskedTarget } from '../adapters/target.ts';
import type { MenuChoice } from '../browser/commands.ts';

/** The control on a post was pressed: the page's own script knows on which. */
interface ControlChoice {
  entry: 'control';
}

/** What was chosen in the context menu or on a post. */
export type Choice = MenuChoice | ControlChoice;

/** What a person asked for with an entry of the context menu or the control; null is the toolbar button or its shortcut. */
export function targetOf(choice: Choice | null): AskedTarget {
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
