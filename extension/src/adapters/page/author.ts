import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { cutLine } from './text.ts';

export interface Author {
  /** The name in the account's address, else the name that is shown. */
  handle: string;
  /** The platform's own number or key of the account. */
  id: string;
}

export const nobody: Author = { handle: '', id: '' };

const handleNames = ['handle', 'user', 'custom'] as const;
const idNames = ['userId', 'channel', 'user'] as const;
const isKey = (value: string) => /^\d+$/.test(value);

/** The account that an address names, or whose content it names; `shown` is the name that the page shows for it. */
export function authorOf(identity: ContentIdentity, shown: string): Author {
  const handles = handleNames.flatMap((name) => identity.ids[name] ?? []);
  const ids = idNames.flatMap((name) =>
    name === 'user' ? (identity.ids.user ?? []) : (identity.ids[name] ?? []),
  );
  const handle = handles.find((value) => !isKey(value));
  const id = ids.find((value) => isKey(value) || value === identity.ids.channel);
  return { handle: cutLine(handle ?? shown), id: id ?? '' };
}
