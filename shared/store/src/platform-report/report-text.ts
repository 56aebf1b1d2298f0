import {
  markedTranslation,
  type Referral,
  type ReferralField,
  type ReportTransport,
  translationsOf,
} from '@lapwing/contracts';
import { mayBeAccountOfAChild } from '../referrals/account-of-a-child.ts';
import { readableReferral } from '../referrals/readable-referral.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

/** What was not agreed is in no referral that gets here. */
const translationFields = ['translation_en', 'translation_th'] as const;

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
 * address and the explanation, which is cut where the recipient takes no more characters, and its translations, marked, where they have room. The same for whoever agrees
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
  const whole = withTranslations(
    [
      ...(said.imminentDanger ? [words.urgent] : []),
      ...(mayBeAccountOfAChild(said) ? [words.child] : []),
      `${organisation}: ${said.referralId}`,
      said.policyArea,
      said.urlCanonical,
      said.explanation,
    ].join('\n'),
    said,
    most,
  );
  const characters = [...whole];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

/** The translations behind it, marked, each where there is room for the whole of it. */
const withTranslations = (text: string, referral: Referral, most: number): string =>
  translationsOf(referral, translationFields).reduce((said, translation) => {
    const more = `${said}\n${markedTranslation(translation)}`;
    return [...more].length <= most ? more : said;
  }, text);

/**
 * The fields of a referral that a report says, in its text or beside it: Bluesky's reason by category, the id under which
 * Coop gets the content. Elsewhere the category is said only where it stands in for the name of a policy, and by the
 * sentence that the account may be a child's, which follows from it.
 *
 * @param text what it says (`reportText`)
 */
export function fieldsOfReport(
  kind: ReportTransport['kind'],
  referral: Referral,
  text: string,
): ReferralField[] {
  const saysCategory =
    kind === 'BLUESKY' || referral.policyArea === referral.categoryCode || mayBeAccountOfAChild(referral);
  const inText: ReferralField[] = [
    'imminent_danger',
    ...(saysCategory ? (['category_code'] as const) : []),
    'referral_id',
    'policy_area',
    'url_canonical',
    'explanation',
  ];
  const translated = translationsOf(readableReferral(referral), translationFields)
    .filter((translation) => text.includes(markedTranslation(translation)))
    .map(({ language }): ReferralField => `translation_${language}`);
  const beside: ReferralField[] =
    kind === 'COOP' && referral.platformContentId !== null ? ['platform_content_id'] : [];
  return [...inText, ...translated, ...beside];
}
