import {
  type Category,
  type ExportFormat,
  REFERRAL_SCHEMA_VERSION,
  RecipientConfiguration,
  Referral,
  referralFields,
} from '@lapwing/contracts';
import { LAW_ENFORCEMENT_NOTIFIED } from '@lapwing/store/referrals/compose-referrals';
import type { Envelope } from '../envelope.ts';
import { sampleTexts } from './sample-texts.ts';

/** What a sample is to show. */
export interface SampleWish {
  format: ExportFormat;
  category: Category;
  /** Danger is imminent, and law enforcement was told. */
  urgent: boolean;
  /** Language of the recipient, BCP 47. */
  language: string;
}

/** Always the same, so that two samples differ only in what was asked for. */
const seen = '2026-01-30T08:00:00.000Z';
const lookedAgain = '2026-01-31T09:30:00.000Z';
const told = '2026-01-31T09:40:00.000Z';
const built = '2026-01-31T10:00:00.000Z';

/** An envelope with one referral in which every field is filled and nothing is real; it says so itself. */
export function sampleEnvelope({ format, category, urgent, language }: SampleWish): Envelope {
  const texts = sampleTexts(language);
  const other = sampleTexts(texts.language === 'th' ? 'en' : 'th');
  const danger = {
    severity: 4,
    urgency: 'IMMINENT',
    imminentDanger: true,
    imminentBases: ['PLANNED_MEETING', `${LAW_ENFORCEMENT_NOTIFIED}: Child protection police, ${told}`],
  };
  const calm = { severity: 2, urgency: 'PRIORITY', imminentDanger: false, imminentBases: [] };
  const referral = Referral.parse({
    referralId: '01990000-0000-7000-8000-000000000001',
    schemaVersion: REFERRAL_SCHEMA_VERSION,
    platform: 'MASTODON',
    contentType: 'POST',
    urlOriginal: 'https://social.example/@invented/100000000000000001?utm_source=sample',
    urlCanonical: 'https://social.example/@invented/100000000000000001',
    categoryCode: category,
    secondaryCategories: [],
    modifiers: [],
    policyArea: 'Child safety',
    jurisdiction: 'TH',
    ...(urgent ? danger : calm),
    explanation: `${texts.notice} ${texts.explanation[category]}`,
    [other.language === 'en' ? 'translationEn' : 'translationTh']: {
      language: other.language,
      translatedFrom: texts.language,
      madeBy: 'ORGANISATION',
      text: `${other.notice} ${other.explanation[category]}`,
    },
    contentLanguage: texts.language,
    observedAt: seen,
    verifiedLiveAt: lookedAgain,
    requestedAction: 'REMOVE',
    goodFaith: true,
    platformContentId: '100000000000000001',
    parentId: '100000000000000000',
    accountHandle: 'invented@social.example',
    accountId: '100000000000000077',
    groupId: null,
    mediaTimecode: '00:01:30',
    legalBasis: ['Sample Act, section 1'],
    postedAt: '2026-01-29T07:00:00.000Z',
    hashes: [{ algorithm: 'MD5', value: '0123456789abcdef0123456789abcdef', source: 'sample list' }],
    notifierRef: 'sample-1',
  });
  return {
    batchId: '01990000-0000-7000-8000-0000000000b1',
    createdAt: built,
    recipient: 'Example platform (sample)',
    organisation: {
      name: 'Example organisation (sample)',
      contact: 'desk@organisation.example',
      domain: 'organisation.example',
      // A sample may show a format that this installation has not set up.
      ncmecUser: 'sample',
    },
    configuration: {
      ...RecipientConfiguration.parse({
        platforms: ['MASTODON'],
        formats: ['json'],
        fields: [...referralFields],
        policyAreas: {},
        transport: { kind: 'DOWNLOAD' },
        maximumReferrals: 100,
        expectedResponseHours: 72,
        language,
        jurisdiction: 'TH',
        legalBasis: [],
        tlp: 'CLEAR',
        handOverNote: '',
      }),
      // The one that was asked for, also where a recipient would need another beside it.
      formats: [format],
    },
    imminent: urgent,
    referrals: [referral],
  };
}
