import type { Referral } from '@lapwing/contracts';
import { LAW_ENFORCEMENT_NOTIFIED } from '@lapwing/store/referrals/compose-referrals';

/** Which agency was told and when (ISO 8601), of the first entry of `imminentBases` that says so; null where none does. */
export function lawEnforcementTold({ imminentBases }: Referral): { agency: string; at: string } | null {
  const entry = imminentBases.find((basis) => basis.startsWith(LAW_ENFORCEMENT_NOTIFIED));
  const [, agency, at] = entry?.slice(LAW_ENFORCEMENT_NOTIFIED.length).match(/^: (.*), (\S+)$/) ?? [];
  return agency !== undefined && at !== undefined ? { agency, at } : null;
}

/** The signs of imminent danger, without the entries that law enforcement was told. */
export function dangerSigns({ imminentBases }: Referral): string[] {
  return imminentBases.filter((basis) => !basis.startsWith(LAW_ENFORCEMENT_NOTIFIED));
}
