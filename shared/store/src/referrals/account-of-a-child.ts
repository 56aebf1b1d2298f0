import type { Referral } from '@lapwing/contracts';

/**
 * Whether the account may be a child's own: material that a child made, or other children taking part. A format that
 * has a place for a suspect only must not name the account then (rule 9).
 */
export function mayBeAccountOfAChild(referral: Referral): boolean {
  const codes = [referral.categoryCode, ...referral.secondaryCategories];
  return codes.includes('SELF_GENERATED') || referral.modifiers.includes('PEER_INVOLVED');
}
