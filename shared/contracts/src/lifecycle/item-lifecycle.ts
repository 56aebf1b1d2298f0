import { z } from 'zod';
import { BLIND_REVIEW_FROM_SEVERITY, type Severity, type Verdict } from '../taxonomy.ts';
import { defineLifecycle } from './transition.ts';

/**
 * - QUEUED: waits for a first reviewer.
 * - SECOND_REVIEW: a first reviewer concluded; a second, blind one must (rule 5).
 * - WITH_LEAD: the two disagreed, or a reviewer escalated; a lead adjudicates.
 * - NEED_INFO: waits for another flag or note.
 * - CONFIRMED, DISMISSED: concluded. A new flag reopens a dismissed item.
 */
export const itemStates = [
  'QUEUED',
  'SECOND_REVIEW',
  'WITH_LEAD',
  'NEED_INFO',
  'CONFIRMED',
  'DISMISSED',
] as const;
export const ItemState = z.enum(itemStates);
export type ItemState = z.infer<typeof ItemState>;

/** States in which an item can be claimed. */
export const openItemStates = [
  'QUEUED',
  'SECOND_REVIEW',
  'WITH_LEAD',
] as const satisfies readonly ItemState[];

export const itemEvents = [
  'FLAGGED',
  'CONFIRM',
  'DISMISS',
  'FIRST_VERDICT',
  'DISAGREE',
  'ESCALATE',
  'NEED_INFO',
] as const;
export type ItemEvent = (typeof itemEvents)[number];

export const itemLifecycle = defineLifecycle<ItemState, ItemEvent>('item', {
  QUEUED: {
    FLAGGED: 'QUEUED',
    CONFIRM: 'CONFIRMED',
    DISMISS: 'DISMISSED',
    FIRST_VERDICT: 'SECOND_REVIEW',
    ESCALATE: 'WITH_LEAD',
    NEED_INFO: 'NEED_INFO',
  },
  SECOND_REVIEW: {
    FLAGGED: 'SECOND_REVIEW',
    CONFIRM: 'CONFIRMED',
    DISMISS: 'DISMISSED',
    // The first reviewer flagged the item herself since: her verdict does not count any more (rule 5).
    FIRST_VERDICT: 'SECOND_REVIEW',
    DISAGREE: 'WITH_LEAD',
    ESCALATE: 'WITH_LEAD',
    NEED_INFO: 'NEED_INFO',
  },
  WITH_LEAD: {
    FLAGGED: 'WITH_LEAD',
    CONFIRM: 'CONFIRMED',
    DISMISS: 'DISMISSED',
    FIRST_VERDICT: 'SECOND_REVIEW',
    NEED_INFO: 'NEED_INFO',
  },
  NEED_INFO: { FLAGGED: 'QUEUED' },
  CONFIRMED: { FLAGGED: 'CONFIRMED' },
  DISMISSED: { FLAGGED: 'QUEUED' },
});

/** What an earlier reviewer of the same round concluded. */
export interface EarlierVerdict {
  verdict: Verdict;
  category: string | null;
}

/**
 * Which lifecycle event a reviewer's verdict is, given the state, the gravest severity anyone saw (flaggers and
 * reviewers) and the verdicts (CONFIRM or DISMISS) that others gave in this round, oldest first. Pure; the table
 * then says where it leads.
 *
 * From severity 3 on nothing is concluded by one verdict alone, not even a lead's; two that differ go to a lead,
 * whose word ends it.
 */
export function eventOfVerdict(
  state: ItemState,
  verdict: Verdict,
  category: string | null,
  severity: Severity,
  earlier: readonly EarlierVerdict[],
): ItemEvent {
  if (verdict === 'ESCALATE' || verdict === 'NEED_INFO') return verdict;
  const first = earlier[0];
  if (!first) return severity >= BLIND_REVIEW_FROM_SEVERITY ? 'FIRST_VERDICT' : verdict;
  if (state === 'SECOND_REVIEW') {
    const agrees = first.verdict === verdict && (verdict === 'DISMISS' || first.category === category);
    if (!agrees) return 'DISAGREE';
  }
  return verdict;
}
