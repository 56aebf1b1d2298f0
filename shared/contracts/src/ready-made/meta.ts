import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { AS_OF } from './as-of.ts';
import { fieldsIn } from './fields-in.ts';

/**
 * No format for organisations that are not service providers is published, so limits and answer times are cautious
 * starting values for an admin to change. Names of policies are those of the company's public rules, as of 2026.
 */
export const meta: z.input<typeof RecipientInput> = {
  slug: 'meta',
  name: 'Meta (Facebook, Instagram)',
  active: false,
  configuration: {
    platforms: ['FACEBOOK', 'INSTAGRAM'],
    formats: ['csv', 'json', 'html', 'pdf'],
    fields: fieldsIn('en'),
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
    products: ['Facebook', 'Instagram'],
    asOf: AS_OF,
  },
};
