import type { ReferralField } from './recipient.ts';
import type { Referral } from './referral.ts';

/** The field of the referral schema that each property is part of; it leaves when that field was agreed. */
const fieldOf: Record<keyof Referral, ReferralField> = {
  referralId: 'referral_id',
  schemaVersion: 'schema_version',
  platform: 'platform',
  contentType: 'content_type',
  urlOriginal: 'url_original',
  urlCanonical: 'url_canonical',
  categoryCode: 'category_code',
  secondaryCategories: 'category_code',
  modifiers: 'category_code',
  policyArea: 'policy_area',
  jurisdiction: 'jurisdiction',
  severity: 'severity',
  urgency: 'urgency',
  imminentDanger: 'imminent_danger',
  imminentBases: 'imminent_danger',
  explanation: 'explanation',
  translationEn: 'translation_en',
  translationTh: 'translation_th',
  contentLanguage: 'content_language',
  observedAt: 'observed_at',
  verifiedLiveAt: 'verified_live_at',
  requestedAction: 'requested_action',
  goodFaith: 'good_faith',
  platformContentId: 'platform_content_id',
  parentId: 'parent_id',
  accountHandle: 'account_handle',
  accountId: 'account_id',
  groupId: 'group_id',
  mediaTimecode: 'media_timecode',
  legalBasis: 'legal_basis',
  postedAt: 'posted_at',
  hashes: 'hashes',
  notifierRef: 'notifier_ref',
  relation: 'relation',
  relatesTo: 'relates_to',
};

const isProperty = (name: string): name is keyof Referral => Object.hasOwn(fieldOf, name);
const properties = Object.keys(fieldOf).filter(isProperty);

/**
 * The properties of a referral that a recipient may get, in the order of its fields. Secondary categories and modifiers
 * come with the category, the bases of imminent danger with imminent danger.
 */
export function agreedProperties(fields: readonly ReferralField[]): (keyof Referral)[] {
  return [...new Set(fields)].flatMap((field) => properties.filter((name) => fieldOf[name] === field));
}
