import type { Referral } from '@lapwing/contracts';
import { mayBeAccountOfAChild } from '../account-of-a-child.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const catalogues: Record<string, typeof en> = { en, th };

/**
 * What a report says of a referral, in plain text: urgency, that a child is to be protected, who sends it and under which id, the recipient's policy, the
 * address and the explanation. The last is cut where the recipient takes no more characters.
 *
 * @param language of the recipient (BCP 47)
 * @param most characters (code points)
 */
export function composePlatformReport(
  referral: Referral,
  { organisation, language }: { organisation: string; language: string },
  most: number,
): string {
  const words = catalogues[new Intl.Locale(language).language] ?? en;
  const characters = [
    ...[
      ...(referral.imminentDanger ? [words.urgent] : []),
      ...(mayBeAccountOfAChild(referral) ? [words.child] : []),
      `${organisation}: ${referral.referralId}`,
      referral.policyArea,
      referral.urlCanonical,
      referral.explanation,
    ].join('\n'),
  ];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
