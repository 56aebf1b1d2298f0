import { ReferralState } from '@lapwing/contracts';

/** The state if it is one we have words for (item details carry it as plain text), else null. */
export function knownReferralState(state: string): ReferralState | null {
  const parsed = ReferralState.safeParse(state);
  return parsed.success ? parsed.data : null;
}
