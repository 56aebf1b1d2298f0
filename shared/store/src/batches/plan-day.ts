import type { BatchDryRun, RecipientConfiguration, RecipientStanding } from '@lapwing/contracts';

/** How many ready referrals are alike in what decides on their way. */
export interface ReadyGroup {
  imminent: boolean;
  /** Rule 6 holds it back. */
  held: boolean;
  /** The recipient takes such content. */
  taken: boolean;
  /** One of the recipient's formats can say it. */
  sayable: boolean;
  count: number;
}

/** What a day depends on, beside what is ready. */
export interface DayTerms extends Pick<RecipientConfiguration, 'maximumReferrals'> {
  standing: RecipientStanding;
  /** Whoever asks may send to the recipient. */
  maySend: boolean;
  /** Batches that the recipient takes still; null: as many as there are. */
  batchesLeft: number | null;
}

/** What would go in a day if every batch was built, and what would not, with the first reason that holds. Pure. */
export function planDay(
  groups: readonly ReadyGroup[],
  { standing, maySend, batchesLeft, maximumReferrals }: DayTerms,
): Omit<BatchDryRun, 'nextBatchAt'> {
  const count = (wanted: (group: ReadyGroup) => boolean): number =>
    groups.filter(wanted).reduce((sum, group) => sum + group.count, 0);
  const nothing = { imminent: 0, batches: 0, referrals: 0 };
  const all = count(() => true);
  const closed = standing !== 'OPEN' ? standing : maySend ? null : 'NOT_A_SENDER';
  if (closed !== null) return { ...nothing, heldBack: all > 0 ? [{ reason: closed, count: all }] : [] };
  const goes = ({ taken, sayable }: ReadyGroup): boolean => taken && sayable;
  const ordinary = count((group) => goes(group) && !group.imminent);
  const room = batchesLeft === null ? ordinary : batchesLeft * maximumReferrals;
  const referrals = Math.min(ordinary, room);
  const heldBack = [
    { reason: 'CONTENT_NOT_TAKEN' as const, count: count(({ taken }) => !taken) },
    { reason: 'NO_FORMAT' as const, count: count(({ taken, sayable }) => taken && !sayable) },
    { reason: 'LAW_ENFORCEMENT_FIRST' as const, count: count((group) => goes(group) && group.held) },
    { reason: 'BATCHES_USED_UP' as const, count: ordinary - referrals },
  ];
  return {
    imminent: count((group) => goes(group) && group.imminent && !group.held),
    batches: Math.ceil(referrals / maximumReferrals),
    referrals,
    heldBack: heldBack.filter((group) => group.count > 0),
  };
}
