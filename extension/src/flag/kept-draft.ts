import { z } from 'zod';
import { Capture } from '../capture/capture.ts';
import { Owner } from '../outbox/outbox-entry.ts';
import { Draft, emptyDraft, isTouched } from './draft.ts';

/** A draft with what it belongs to. Its id becomes the flag's key once it is saved. */
export const KeptDraft = z.object({
  id: z.string(),
  owner: Owner,
  /** The tab it is shown beside, as long as the browser runs that `session` names; null: none. */
  tabId: z.number().int().nullable(),
  session: z.string(),
  /** The address that was captured when it began; null when it was filled in by hand. */
  capturedUrl: z.string().nullable(),
  /** Milliseconds since the epoch. */
  changedAt: z.number(),
  // A draft of an earlier version may lack what was added since.
  draft: z.preprocess((value) => (isRecord(value) ? { ...emptyDraft, ...value } : value), Draft),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The form of one tab. */
export const Slot = z.object({
  kept: KeptDraft,
  /** The last capture taken into the form; null when it was filled in by hand. */
  capture: Capture.nullable(),
  /** A capture that came while another flag was half filled in. */
  offered: Capture.nullable(),
  /** Id of the last capture that was considered, whatever became of it. */
  seen: z.string().nullable(),
  /** A person changed something in it. */
  edited: z.boolean(),
  /** When it was last changed before it was taken up again. */
  resumedFrom: z.number().nullable(),
  /** Filled in beside a private tab: whoever finds it later, also when the tab is gone, must not put it on disk. */
  private: z.boolean(),
});
export type Slot = z.infer<typeof Slot>;

/** An unfinished draft is dropped this long after its last change, in milliseconds. */
export const DRAFT_LIFETIME_MS = 7 * 24 * 3_600_000;

/** Whether a person put work into it that must not be lost. What a page filled in alone is no such work. */
export function isWorthKeeping({ edited, kept }: Slot): boolean {
  return edited || isTouched(kept.draft);
}
