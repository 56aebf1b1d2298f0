import type { Referral } from '@lapwing/contracts';
import { mayBeAccountOfAChild } from '@lapwing/store/referrals/account-of-a-child';
import type { Envelope } from '../envelope.ts';
import { dangerSigns, lawEnforcementTold } from '../law-enforcement-told.ts';
import { composeLetter } from '../letter/compose-letter.ts';
import { categoryTerms } from '../vocabulary/category-terms.ts';

/** What NCMEC is told of one referral, in English: by the API's XML and by the worksheet for the public form alike. */
export interface NcmecFacts {
  /** Null where a person has to choose. */
  incidentType: string | null;
  annotations: string[];
  platform: string;
  /** Why it is of high priority; null where no danger is imminent. */
  escalation: string | null;
  /** ISO 8601. */
  incidentAt: string;
  incidentAtMeans: string;
  addresses: string[];
  lawEnforcement: { agency: string; at: string } | null;
  /** Null where it is not known, not agreed, or may be a child's. */
  screenName: string | null;
  additionalInfo: string;
}

/** Every type of incident that one of our categories has. */
export const incidentTypes: readonly string[] = [
  ...new Set(Object.values(categoryTerms).flatMap(({ ncmec }) => ncmec?.incidentType ?? [])),
];

/** What NCMEC is told of each referral of an envelope, in its order. */
export function ncmecFacts(envelope: Envelope): NcmecFacts[] {
  const configuration = { ...envelope.configuration, language: 'en' };
  const { entries, messages } = composeLetter({ ...envelope, configuration });
  const agreed = new Set(configuration.fields);
  const signNames: Record<string, string> = messages.basis;
  const factsOf = (referral: Referral, index: number): NcmecFacts => {
    const { facts = [], details = [], notes = [] } = entries[index] ?? {};
    const terms = categoryTerms[referral.categoryCode].ncmec;
    const signs = dangerSigns(referral).map((sign) => signNames[sign] ?? sign);
    const { urlOriginal, urlCanonical, observedAt } = referral;
    const second = agreed.has('url_canonical') && urlCanonical !== urlOriginal ? [urlCanonical] : [];
    const words = [...facts, ...details].map(({ label, value }) => `${label}: ${value}`);
    const mayName = agreed.has('account_handle') && !mayBeAccountOfAChild(referral);
    return {
      incidentType: terms?.incidentType ?? null,
      annotations: [
        ...(terms?.annotation === undefined ? [] : [terms.annotation]),
        ...(referral.modifiers.includes('PEER_INVOLVED') ? ['minorToMinorInteraction'] : []),
      ],
      platform: messages.platform[referral.platform],
      escalation: referral.imminentDanger ? `${messages.field.imminent_danger}: ${signs.join(', ')}` : null,
      // A clock that ran ahead must not put the incident into the future.
      incidentAt: Date.parse(observedAt) < Date.parse(envelope.createdAt) ? observedAt : envelope.createdAt,
      incidentAtMeans: messages.field.observed_at,
      addresses: [urlOriginal, ...second],
      lawEnforcement: lawEnforcementTold(referral),
      screenName: mayName ? referral.accountHandle : null,
      additionalInfo: [referral.explanation, '', ...words, ...notes].join('\n'),
    };
  };
  return envelope.referrals.map(factsOf);
}
