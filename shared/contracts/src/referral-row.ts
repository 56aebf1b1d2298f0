import type { ReferralField } from './recipient.ts';
import type { Referral } from './referral.ts';
import { markedTranslation, type Translation } from './translation.ts';

/** Marked, since a cell is copied without its heading. Contents that were fixed before there were translations know none. */
const cellOf = (translation: Translation | null | undefined): string =>
  translation ? markedTranslation(translation) : '';

/** How each column of a referral row is spelled. Lists are joined with a space-padded bar; absent values are empty. */
const cells: Record<ReferralField, (referral: Referral) => string> = {
  referral_id: (r) => r.referralId,
  schema_version: (r) => r.schemaVersion,
  platform: (r) => r.platform,
  content_type: (r) => r.contentType,
  url_original: (r) => r.urlOriginal,
  url_canonical: (r) => r.urlCanonical,
  category_code: (r) => r.categoryCode,
  policy_area: (r) => r.policyArea,
  jurisdiction: (r) => r.jurisdiction,
  severity: (r) => String(r.severity),
  urgency: (r) => r.urgency,
  imminent_danger: (r) => (r.imminentDanger ? 'yes' : 'no'),
  explanation: (r) => r.explanation,
  translation_en: (r) => cellOf(r.translationEn),
  translation_th: (r) => cellOf(r.translationTh),
  content_language: (r) => r.contentLanguage,
  observed_at: (r) => r.observedAt,
  verified_live_at: (r) => r.verifiedLiveAt,
  requested_action: (r) => r.requestedAction,
  good_faith: (r) => (r.goodFaith ? 'yes' : 'no'),
  platform_content_id: (r) => r.platformContentId ?? '',
  parent_id: (r) => r.parentId ?? '',
  account_handle: (r) => r.accountHandle ?? '',
  account_id: (r) => r.accountId ?? '',
  group_id: (r) => r.groupId ?? '',
  media_timecode: (r) => r.mediaTimecode ?? '',
  legal_basis: (r) => r.legalBasis.join(' | '),
  posted_at: (r) => r.postedAt ?? '',
  hashes: (r) => r.hashes.map((hash) => `${hash.algorithm}:${hash.value}`).join(' | '),
  notifier_ref: (r) => r.notifierRef,
  relation: (r) => r.relation ?? '',
  relates_to: (r) => r.relatesTo ?? '',
};

/** One cell of a referral's row. */
export const referralCell = (referral: Referral, field: ReferralField): string => cells[field](referral);

/** One referral as the cells of a row, in the recipient's own order of fields. */
export function referralRow(referral: Referral, fields: readonly ReferralField[]): string[] {
  return fields.map((field) => referralCell(referral, field));
}

/**
 * The fields that are said of these referrals: those that were agreed, and with a correction or a retraction among them
 * always what it is and of which referral, since nobody may take one for a first referral.
 */
export function fieldsOf(
  agreed: readonly ReferralField[],
  referrals: readonly Pick<Referral, 'relation'>[],
): ReferralField[] {
  // Contents that were fixed before there were corrections know no relation.
  const related = referrals.some(({ relation }) => (relation ?? null) !== null);
  return related ? [...new Set<ReferralField>([...agreed, 'relation', 'relates_to'])] : [...agreed];
}

/** The translations of a referral's explanation that may be said where these fields were agreed. */
export function translationsOf(
  { translationEn, translationTh }: Partial<Pick<Referral, 'translationEn' | 'translationTh'>>,
  fields: readonly ReferralField[],
): Translation[] {
  return [translationEn, translationTh].flatMap((translation) =>
    translation && fields.includes(`translation_${translation.language}`) ? [translation] : [],
  );
}
