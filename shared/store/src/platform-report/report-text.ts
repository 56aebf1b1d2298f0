import type { Referral, ReferralField, ReportTransport } from '@lapwing/contracts';
import { mayBeAccountOfAChild } from '../referrals/account-of-a-child.ts';
import { readableReferral } from '../referrals/readable-referral.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const catalogues: Record<string, typeof en> = { en, th };

/** Most characters that each takes. Coop names no limit; explanation and address fit well inside. */
const mostCharacters: Readonly<Record<ReportTransport['kind'], number>> = {
  // docs.joinmastodon.org/methods/reports
  MASTODON: 1_000,
  // Graphemes (com.atproto.moderation.createReport): a character is never more than one.
  BLUESKY: 2_000,
  COOP: 4_000,
};

/**
 * What a report says of a referral, in plain text: urgency, that a child is to be protected, who sends it and under which id, the recipient's policy, the
 * address and the explanation. The last is cut where the recipient takes no more characters. The same for whoever agrees
 * to it, for the record and for the recipient.
 *
 * @param language of the recipient (BCP 47)
 */
export function reportText(
  kind: ReportTransport['kind'],
  referral: Referral,
  { organisation, language }: { organisation: string; language: string },
): string {
  const words = catalogues[new Intl.Locale(language).language] ?? en;
  const said = readableReferral(referral);
  const most = mostCharacters[kind];
  const characters = [
    ...[
      ...(said.imminentDanger ? [words.urgent] : []),
      ...(mayBeAccountOfAChild(said) ? [words.child] : []),
      `${organisation}: ${said.referralId}`,
      said.policyArea,
      said.urlCanonical,
      said.explanation,
    ].join('\n'),
  ];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

/**
 * The fields of a referral that a report says, in its text or beside it: a reason or a flag by category, the id under which
 * the content is reported. That the account may be a child's follows from the category.
 */
export function fieldsOfReport(
  kind: ReportTransport['kind'],
  { platformContentId }: Pick<Referral, 'platformContentId'>,
): ReferralField[] {
  const inText = [
    'imminent_danger',
    'category_code',
    'referral_id',
    'policy_area',
    'url_canonical',
    'explanation',
  ] as const;
  return kind === 'COOP' && platformContentId !== null ? [...inText, 'platform_content_id'] : [...inText];
}
