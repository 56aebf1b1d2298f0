import type { ReferralView } from '@lapwing/contracts';

/** Whether a recipient has let its expected response time (hours) pass without any outcome. `now` in epoch ms. */
export function isOverdue(
  referral: Pick<ReferralView, 'state' | 'sentAt' | 'outcomes'>,
  expectedHours: number | undefined,
  now: number,
): boolean {
  if (referral.state !== 'SENT' || referral.sentAt === null || expectedHours === undefined) return false;
  return referral.outcomes.length === 0 && now - Date.parse(referral.sentAt) > expectedHours * 3_600_000;
}
