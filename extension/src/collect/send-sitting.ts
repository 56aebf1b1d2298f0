import { type DraftErrors, flagOfDraft } from '../flag/flag-of-draft.ts';
import type { Owner } from '../outbox/outbox-entry.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import { saveFlag } from '../outbox/save-flag.ts';
import { draftOfItem, type Sitting, type SittingItem } from './sitting.ts';

/** What is wrong with posts that were reviewed, by their ids; those that are fine are not in it. */
export function sittingErrors(sitting: Sitting, now: Date, client: string): Map<string, DraftErrors> {
  const errors = new Map<string, DraftErrors>();
  for (const item of sitting.items.filter(({ reviewed }) => reviewed)) {
    const result = flagOfDraft(draftOfItem(sitting, item), now, client);
    if (!result.ok) errors.set(item.id, result.errors);
  }
  return errors;
}

/** So many are taken out of the sitting at a time. */
const STEP = 20;

export interface Sending {
  outbox: OutboxStore;
  owner: Owner;
  client: string;
  now: () => number;
  /** These are in the outbox now, durably. */
  onSaved: (ids: ReadonlySet<string>) => Promise<void>;
}

/**
 * Puts every reviewed post into the outbox, in order, each a flag with a key of its own. Cut off anywhere, what is saved
 * is saved, and saving it again is the same flag. Rejects when the browser cannot store one; those before it stay saved.
 */
export async function sendSitting(sitting: Sitting, sending: Sending): Promise<void> {
  const { outbox, owner, client, now, onSaved } = sending;
  let saved: string[] = [];
  const settle = async () => {
    if (saved.length > 0) await onSaved(new Set(saved));
    saved = [];
  };
  try {
    for (const item of sitting.items.filter(({ reviewed }) => reviewed)) {
      await saveItem(item);
      saved.push(item.id);
      if (saved.length >= STEP) await settle();
    }
  } finally {
    await settle();
  }

  async function saveItem(item: SittingItem): Promise<void> {
    const result = flagOfDraft(draftOfItem(sitting, item), new Date(now()), client);
    if (!result.ok) throw new Error('A post with errors was to be sent');
    await saveFlag(outbox, result.flag, owner, { now: now(), draft: item.id });
  }
}
