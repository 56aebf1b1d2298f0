import { createHmac } from 'node:crypto';

/** What of an item says that it belongs together with others. */
export interface GroupFacts {
  itemId: string;
  platform: string;
  host: string;
  text: string;
  accounts: readonly { id: string | null; handle: string | null }[];
  parents: readonly string[];
  groups: readonly string[];
}

/** The same words, whatever their case, spacing and signs: a campaign copies and pastes. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

const handleOf = (handle: string): string => handle.trim().replace(/^@/, '').toLowerCase();

/**
 * Keyed hashes of what ties an item to others: its account; where none is known, its campaign (group, parent, for web
 * sites the host); and its words in any case, so that no copied text stands on both sides of a split. No handle, id or
 * address can be read or guessed from them without the key. Nobody of ours is among them.
 */
export function groupKeys(facts: GroupFacts, key: Buffer): string[] {
  const { platform, accounts } = facts;
  const known = accounts.flatMap(({ id, handle }) => [
    ...(id === null ? [] : [`id ${platform} ${id.trim()}`]),
    ...(handle === null ? [] : [`handle ${platform} ${handleOf(handle)}`]),
  ]);
  const campaign = [
    ...facts.groups.map((group) => `group ${platform} ${group}`),
    ...facts.parents.map((parent) => `parent ${platform} ${parent}`),
    ...(platform === 'WEB' ? [`host ${facts.host}`] : []),
  ];
  const words = plain(facts.text);
  const ties = [
    ...(known.length > 0 ? known : campaign),
    ...(words === '' ? [] : [`words ${words}`]),
    `item ${facts.itemId}`,
  ];
  return ties.map((tie) => createHmac('sha256', key).update(tie).digest('base64url').slice(0, 22));
}

/** Which keys hang together, over however many items: memory for the hashes only. */
export interface KeyGroups {
  join(keys: readonly string[]): void;
  /** The smallest key of all that hang together with this one: the same in every export. */
  nameOf(key: string): string;
}

export function createKeyGroups(): KeyGroups {
  const parents = new Map<string, string>();
  const nameOf = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    for (let at = key; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    nameOf,
    join: (keys) => {
      for (const key of keys.slice(1)) {
        // The smaller name stays the root, so that the name does not depend on the order of items.
        const [root, under] = [nameOf(keys[0] ?? key), nameOf(key)].sort();
        if (root !== undefined && under !== undefined && root !== under) parents.set(under, root);
      }
    },
  };
}
