import type { ReferralView } from '@lapwing/contracts';

/**
 * Whether a recipient has let its expected response time (hours) pass without any reply since the referral was sent or
 * opened again. `now` in epoch ms.
 */
export function isOverdue(
  referral: Pick<ReferralView, 'state' | 'waitingSince' | 'outcomes'>,
  expectedHours: number | undefined,
  now: number,
): boolean {
  const { state, waitingSince, outcomes } = referral;
  if (state !== 'SENT' || waitingSince === null || expectedHours === undefined) return false;
  const since = Date.parse(waitingSince);
  const answered = outcomes.some(
    ({ source, recordedAt }) => source === 'RECIPIENT_REPLY' && Date.parse(recordedAt) >= since,
  );
  return !answered && now - since > expectedHours * 3_600_000;
}
