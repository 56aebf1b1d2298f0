import { RecipientInput, referralFields } from '@lapwing/contracts';

/**
 * The two recipients every installation starts with. Neither company publishes a format for organisations that are
 * not service providers, so limits and answer times are cautious starting values for an admin to change. Names of
 * policies are those of the companies' public rules, as of 2026.
 */
const meta = {
  slug: 'meta',
  name: 'Meta (Facebook, Instagram)',
  active: true,
  configuration: {
    platforms: ['FACEBOOK', 'INSTAGRAM'],
    formats: ['csv', 'json', 'html', 'pdf'],
    fields: [...referralFields],
    policyAreas: {
      CSAM_SUSPECTED: 'Child Sexual Exploitation, Abuse and Nudity',
      CSAM_SYNTHETIC: 'Child Sexual Exploitation, Abuse and Nudity',
      CSAM_SOLICITATION: 'Child Sexual Exploitation, Abuse and Nudity',
      GROOMING: 'Child Sexual Exploitation, Abuse and Nudity',
      SEXUAL_EXTORTION: 'Child Sexual Exploitation, Abuse and Nudity',
      LIVE_STREAMED_CSEA: 'Child Sexual Exploitation, Abuse and Nudity',
      SEC_ADVERTISING: 'Child Sexual Exploitation, Abuse and Nudity',
      TRAFFICKING_RECRUITMENT: 'Human Exploitation',
      SEC_TRAVEL_TOURISM: 'Child Sexual Exploitation, Abuse and Nudity',
      CHILD_MARRIAGE: 'Human Exploitation',
      SELF_GENERATED: 'Child Sexual Exploitation, Abuse and Nudity',
      OTHER_SEC_RISK: 'Child Sexual Exploitation, Abuse and Nudity',
    },
    transport: { kind: 'DOWNLOAD' },
    maximumReferrals: 100,
    expectedResponseHours: 14 * 24,
    language: 'en',
    jurisdiction: 'TH',
    legalBasis: [],
    tlp: 'AMBER',
    handOverNote:
      'Trusted Partner channel. Answers can take weeks: it is no emergency channel. Where a child is in danger now, law enforcement comes first.',
  },
};

/** Legal notices to Google may be published (Lumen): fields that can point at a victim or an analyst are left out. */
const fieldsForGoogle = referralFields.filter(
  (field) => !['account_handle', 'account_id', 'notifier_ref'].includes(field),
);

const google = {
  slug: 'google',
  name: 'Google (YouTube, Drive, Sites, Search)',
  active: true,
  configuration: {
    platforms: ['YOUTUBE', 'GOOGLE'],
    formats: ['csv', 'json', 'html', 'pdf'],
    fields: fieldsForGoogle,
    policyAreas: {
      CSAM_SUSPECTED: 'Child sexual abuse and exploitation',
      CSAM_SYNTHETIC: 'Child sexual abuse and exploitation',
      CSAM_SOLICITATION: 'Child sexual abuse and exploitation',
      GROOMING: 'Child sexual abuse and exploitation',
      SEXUAL_EXTORTION: 'Child sexual abuse and exploitation',
      LIVE_STREAMED_CSEA: 'Child sexual abuse and exploitation',
      SEC_ADVERTISING: 'Child sexual abuse and exploitation',
      TRAFFICKING_RECRUITMENT: 'Child sexual abuse and exploitation',
      SEC_TRAVEL_TOURISM: 'Child sexual abuse and exploitation',
      CHILD_MARRIAGE: 'Child sexual abuse and exploitation',
      SELF_GENERATED: 'Child safety',
      OTHER_SEC_RISK: 'Child safety',
    },
    transport: { kind: 'DOWNLOAD' },
    maximumReferrals: 10,
    expectedResponseHours: 7 * 24,
    language: 'en',
    jurisdiction: 'TH',
    legalBasis: [],
    tlp: 'AMBER',
    handOverNote:
      'YouTube: Priority Flagger web form. Other products: partner intake or the legal form. Legal notices may be published in the Lumen database.',
  },
};

/** Parsed, so that a slip in the data above stops a test and never reaches a database. */
export const readyMadeRecipients: readonly RecipientInput[] = [meta, google].map((recipient) =>
  RecipientInput.parse(recipient),
);
