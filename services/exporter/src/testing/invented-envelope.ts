import {
  type Category,
  exportFormats,
  RecipientConfiguration,
  Referral,
  referralFields,
  type TranslationLanguage,
} from '@lapwing/contracts';
import type { Envelope } from '../envelope.ts';

/** A referral on an invented, harmless post. */
export function inventReferral(overrides: Partial<Referral> = {}): Referral {
  return Referral.parse({
    referralId: '01990000-0000-7000-8000-000000000001',
    schemaVersion: '1.0',
    platform: 'FACEBOOK',
    contentType: 'POST',
    urlOriginal: 'https://m.facebook.com/lapwing.example/posts/1001?ref=share',
    urlCanonical: 'https://www.facebook.com/lapwing.example/posts/1001',
    categoryCode: 'GROOMING',
    secondaryCategories: [],
    modifiers: [],
    policyArea: 'Child Sexual Exploitation, Abuse and Nudity',
    jurisdiction: 'TH',
    severity: 2,
    urgency: 'PRIORITY',
    imminentDanger: false,
    imminentBases: [],
    explanation: 'The account asks children for their age, asks for secrecy and offers gifts for contact.',
    contentLanguage: 'th',
    observedAt: '2026-01-30T08:00:00.000Z',
    verifiedLiveAt: '2026-01-31T09:30:00.000Z',
    requestedAction: 'REMOVE',
    goodFaith: true,
    platformContentId: '1001',
    parentId: null,
    accountHandle: 'lapwing.example',
    accountId: '77',
    groupId: null,
    mediaTimecode: null,
    legalBasis: [],
    postedAt: '2026-01-29T07:00:00.000Z',
    hashes: [{ algorithm: 'MD5', value: 'd41d8cd98f00b204e9800998ecf8427e', source: 'hotline list' }],
    notifierRef: 'plover-17',
    ...overrides,
  });
}

/** A translation of its explanation, as somebody of the organisation made it. */
export function inventTranslation(text: string, language: TranslationLanguage = 'en'): Partial<Referral> {
  return language === 'en'
    ? { translationEn: { language, translatedFrom: 'th', madeBy: 'ORGANISATION', text } }
    : { translationTh: { language, translatedFrom: 'en', madeBy: 'ORGANISATION', text } };
}

/** The same without a single optional value. */
export function bareReferral(overrides: Partial<Referral> = {}): Referral {
  return inventReferral({
    platformContentId: null,
    accountHandle: null,
    accountId: null,
    postedAt: null,
    hashes: [],
    contentLanguage: 'und',
    notifierRef: '',
    ...overrides,
  });
}

/** A referral where a child may be in danger now and law enforcement was told. */
export function imminentReferral(category: Category = 'SEXUAL_EXTORTION'): Referral {
  return inventReferral({
    categoryCode: category,
    severity: 4,
    urgency: 'IMMINENT',
    imminentDanger: true,
    imminentBases: [
      'PLANNED_MEETING',
      'THREAT_DEADLINE',
      'LAW_ENFORCEMENT_NOTIFIED: Child protection police, 2026-01-31T09:40:00.000Z',
    ],
  });
}

/** An envelope around referrals, to an invented recipient. */
export function inventEnvelope(
  referrals: readonly Referral[],
  overrides: Partial<Omit<Envelope, 'configuration'>> & {
    configuration?: Partial<RecipientConfiguration>;
  } = {},
): Envelope {
  const { configuration, ...rest } = overrides;
  return {
    batchId: '01990000-0000-7000-8000-0000000000b1',
    createdAt: '2026-01-31T10:00:00.000Z',
    recipient: 'Meta (Facebook, Instagram)',
    organisation: {
      name: 'Plover Foundation',
      contact: 'desk@plover.example',
      domain: 'plover.example',
      ncmecUser: 'plover',
    },
    imminent: referrals.some(({ imminentDanger }) => imminentDanger),
    referrals,
    ...rest,
    configuration: RecipientConfiguration.parse({
      platforms: ['FACEBOOK', 'INSTAGRAM'],
      formats: [...exportFormats],
      fields: [...referralFields],
      policyAreas: {},
      transport: { kind: 'DOWNLOAD' },
      maximumReferrals: 100,
      expectedResponseHours: 72,
      language: 'en',
      jurisdiction: 'TH',
      legalBasis: [],
      tlp: 'AMBER',
      handOverNote: '',
      ...configuration,
    }),
  };
}
