import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { cutLine } from './text.ts';

export interface Author {
  /** The name in the account's address, else the name that is shown. */
  handle: string;
  /** The platform's own number or key of the account. */
  id: string;
}

export const nobody: Author = { handle: '', id: '' };

const handleNames = ['handle', 'user', 'custom', 'name', 'account'] as const;
const idNames = ['userId', 'channel', 'user'] as const;
/** Numbers, the DIDs of Bluesky and the keys of LINE VOOM are nobody's name. */
const isKey = (value: string) => /^(?:\d+|did:[a-z]+:.+|_[\w-]{32,})$/.test(value);

/** The account that an address names, or whose content it names; `shown` is the name that the page shows for it. */
export function authorOf(identity: ContentIdentity, shown: string): Author {
  // Telegram's channels are known by their name.
  if (identity.platform === 'TELEGRAM') return { handle: cutLine(identity.ids.channel ?? shown), id: '' };
  const handles = handleNames.flatMap((name) => identity.ids[name] ?? []);
  const ids = idNames.flatMap((name) =>
    name === 'user' ? (identity.ids.user ?? []) : (identity.ids[name] ?? []),
  );
  const handle = handles.find((value) => !isKey(value));
  const id = ids.find((value) => isKey(value) || value === identity.ids.channel);
  return { handle: cutLine(handle ?? shown), id: id ?? '' };
}
