import {
  type RecipientConfiguration,
  type Referral,
  type ReferralField,
  referralFields,
} from '@lapwing/contracts';
import fc from 'fast-check';
import type { Envelope } from '../../envelope.ts';
import { inventEnvelope, inventReferral, inventTranslation } from '../invented-envelope.ts';
import type { WrittenFile } from './written-file.ts';

/** A value for each field that is nowhere else, and how it looks in a file, without spaces. */
const marks: Partial<Record<ReferralField, { value: Partial<Referral>; look: RegExp }>> = {
  url_canonical: {
    value: { urlCanonical: 'https://www.facebook.com/mark-canonical/posts/1' },
    look: /mark-canonical/,
  },
  policy_area: { value: { policyArea: 'mark-policy' }, look: /mark-policy/ },
  jurisdiction: { value: { jurisdiction: 'mark-jurisdiction' }, look: /mark-jurisdiction/ },
  explanation: { value: { explanation: 'mark-explanation' }, look: /mark-explanation/ },
  translation_en: {
    value: inventTranslation('mark-translation-en', 'en'),
    look: /mark-translation-en/,
  },
  translation_th: {
    value: inventTranslation('mark-translation-th', 'th'),
    look: /mark-translation-th/,
  },
  content_language: { value: { contentLanguage: 'sux' }, look: /sux/ },
  observed_at: { value: { observedAt: '2019-02-03T04:51:00.000Z' }, look: /2019-02-03T?04:51/ },
  verified_live_at: { value: { verifiedLiveAt: '2019-03-04T05:52:00.000Z' }, look: /2019-03-04T?05:52/ },
  posted_at: { value: { postedAt: '2019-01-02T03:53:00.000Z' }, look: /2019-01-02T?03:53/ },
  platform_content_id: { value: { platformContentId: 'mark-content' }, look: /mark-content/ },
  parent_id: { value: { parentId: 'mark-parent' }, look: /mark-parent/ },
  account_handle: { value: { accountHandle: 'mark-handle' }, look: /mark-handle/ },
  account_id: { value: { accountId: 'mark-account' }, look: /mark-account/ },
  group_id: { value: { groupId: 'mark-group' }, look: /mark-group/ },
  media_timecode: { value: { mediaTimecode: '51:52:53' }, look: /51:52:53/ },
  legal_basis: { value: { legalBasis: ['mark-law'] }, look: /mark-law/ },
  hashes: {
    value: { hashes: [{ algorithm: 'MD5', value: '0123456789abcdef0123456789abcdef', source: 'mark-list' }] },
    look: /0123456789abcdef0123456789abcdef|mark-list/,
  },
  notifier_ref: { value: { notifierRef: 'mark-notifier' }, look: /mark-notifier/ },
};

/** Fields in which a value can be told from all others; the rest are codes and numbers. */
export const markedFields: readonly ReferralField[] = referralFields.filter((field) => field in marks);

const markedReferral: Referral = inventReferral(
  Object.assign({}, ...Object.values(marks).map(({ value }) => value)),
);

/**
 * Random recipients with a referral in which every field is filled and marked, as if nothing had been taken out of it
 * before.
 */
export function arbitraryEnvelopes(): fc.Arbitrary<Envelope> {
  const languages = fc.constantFrom('en', 'th', 'de');
  const tlps = fc.constantFrom<RecipientConfiguration['tlp']>(
    'CLEAR',
    'GREEN',
    'AMBER',
    'AMBER+STRICT',
    'RED',
  );
  return fc
    .record({
      fields: fc.shuffledSubarray([...referralFields], { minLength: 1 }),
      language: languages,
      tlp: tlps,
      imminentDanger: fc.boolean(),
    })
    .map(({ imminentDanger, ...configuration }) =>
      inventEnvelope([{ ...markedReferral, imminentDanger }], { configuration }),
    );
}

/** The marked fields that a file says. */
export function fieldsSaid({ words }: WrittenFile): ReferralField[] {
  return markedFields.filter((field) => marks[field]?.look.test(words));
}
