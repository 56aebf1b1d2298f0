import type { Referral, ReferralField } from '@lapwing/contracts';

/** The fields of a referral that a recipient may do without, and what stands there when it was not agreed on. */
const withheld: Partial<Record<ReferralField, Partial<Referral>>> = {
  translation_en: { translationEn: null },
  translation_th: { translationTh: null },
  platform_content_id: { platformContentId: null },
  parent_id: { parentId: null },
  account_handle: { accountHandle: null },
  account_id: { accountId: null },
  group_id: { groupId: null },
  media_timecode: { mediaTimecode: null },
  legal_basis: { legalBasis: [] },
  posted_at: { postedAt: null },
  hashes: { hashes: [] },
  notifier_ref: { notifierRef: '' },
};

/**
 * The referral with only the optional fields that were agreed with the recipient: what is not in its configuration
 * leaves the organisation in no format.
 */
export function withAgreedFields<Said extends Partial<Referral>>(
  referral: Said,
  agreed: readonly ReferralField[],
): Said {
  return Object.assign({}, referral, notAgreed(agreed));
}

/** What stands in a referral for each optional field that was not agreed: laid over one, it takes those away. */
export function notAgreed(agreed: readonly ReferralField[]): Partial<Referral> {
  const left = Object.entries(withheld).filter(([field]) => !agreed.some((name) => name === field));
  return Object.assign({}, ...left.map(([, absent]) => absent));
}
