import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { AS_OF } from './as-of.ts';
import { fieldsIn } from './fields-in.ts';

/** Legal notices to Google may be published (Lumen): fields that can point at a victim or an analyst are left out. */
const fieldsForGoogle = fieldsIn('en').filter(
  (field) => !['account_handle', 'account_id', 'notifier_ref'].includes(field),
);

/** As for Meta, limits and answer times are cautious starting values; names of policies as of 2026. */
export const google: z.input<typeof RecipientInput> = {
  slug: 'google',
  name: 'Google (YouTube, Drive, Sites, Search)',
  active: false,
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
    products: ['YouTube', 'Drive', 'Sites', 'Search'],
    asOf: AS_OF,
  },
};
