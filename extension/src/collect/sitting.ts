import { Category, Severity, Urgency } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { Draft, emptyDraft } from '../flag/draft.ts';

/** How many posts one sitting holds. */
export const MAX_SITTING_ITEMS = 200;

/** What holds for every post that says nothing else. */
const SharedWhy = z.object({
  category: Category.nullable(),
  severity: Severity.nullable(),
  /** Null: as the severity suggests. */
  urgency: Urgency.exclude(['IMMINENT']).nullable(),
  note: z.string(),
});
export type SharedWhy = z.infer<typeof SharedWhy>;

/** One collected post. Its id becomes the key of its flag. */
const SittingItem = z.object({
  id: z.string(),
  /** Category, severity, urgency and note are empty where the shared ones hold. */
  draft: z.preprocess(
    // An item of an earlier version may lack what was added since.
    (value) => (typeof value === 'object' && value !== null ? { ...emptyDraft, ...value } : value),
    Draft,
  ),
  /** A person looked at it and wants it sent. */
  reviewed: z.boolean(),
});
export type SittingItem = z.infer<typeof SittingItem>;

/** Many posts that are flagged in one go: collected, looked at one by one, then each a flag of its own. */
export const Sitting = z.object({ shared: SharedWhy, items: z.array(SittingItem) });
export type Sitting = z.infer<typeof Sitting>;

export const emptySitting: Sitting = {
  shared: { category: null, severity: null, urgency: null, note: '' },
  items: [],
};

/** Whether there is anything in it that must not be lost. */
export function isEmpty({ shared, items }: Sitting): boolean {
  return items.length === 0 && shared.category === null && shared.severity === null && shared.note === '';
}

/** What comes of adding posts. */
export interface Addition {
  sitting: Sitting;
  added: number;
  /** As many were in the sitting already, or twice in what was added. */
  duplicates: number;
  /** As many found no room. */
  overflow: number;
}

/**
 * Puts posts behind the others; what is there already is passed over. `keyOf` gives what two addresses of one post
 * share, null where there is nothing to share: a panel asks by identity (`identity-of.ts`).
 */
export function withItems(
  sitting: Sitting,
  items: readonly SittingItem[],
  keyOf: (url: string) => string | null,
): Addition {
  const known = new Set(sitting.items.map(({ draft }) => keyOf(draft.url)));
  const fresh: SittingItem[] = [];
  let duplicates = 0;
  for (const item of items) {
    const key = keyOf(item.draft.url);
    if (key !== null && known.has(key)) duplicates += 1;
    else fresh.push(item);
    known.add(key);
  }
  const room = Math.max(0, MAX_SITTING_ITEMS - sitting.items.length);
  const taken = fresh.slice(0, room);
  return {
    sitting: { ...sitting, items: [...sitting.items, ...taken] },
    added: taken.length,
    duplicates,
    overflow: fresh.length - taken.length,
  };
}

export function withShared(sitting: Sitting, part: Partial<SharedWhy>): Sitting {
  return { ...sitting, shared: { ...sitting.shared, ...part } };
}

/** Changes one post; does nothing when it is not there any more. */
export function withItem(sitting: Sitting, id: string, part: Partial<Omit<SittingItem, 'id'>>): Sitting {
  return { ...sitting, items: sitting.items.map((item) => (item.id === id ? { ...item, ...part } : item)) };
}

export function withoutItems(sitting: Sitting, ids: ReadonlySet<string>): Sitting {
  return { ...sitting, items: sitting.items.filter(({ id }) => !ids.has(id)) };
}

/** The form of one post: its own words where it has any, else the shared ones. */
export function draftOfItem({ shared }: Pick<Sitting, 'shared'>, { draft }: SittingItem): Draft {
  return {
    ...draft,
    category: draft.category ?? shared.category,
    severity: draft.severity ?? shared.severity,
    urgency: draft.urgency ?? (draft.severity === null ? shared.urgency : null),
    note: draft.note.trim() === '' ? shared.note : draft.note,
  };
}
