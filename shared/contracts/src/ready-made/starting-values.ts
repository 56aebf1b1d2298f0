import type { z } from 'zod';
import type { RecipientConfiguration } from '../recipient.ts';
import { AS_OF } from './as-of.ts';
import { fieldsIn } from './fields-in.ts';

/**
 * Where nothing is published, a ready-made recipient begins with these: small batches, since most channels are forms, a
 * letter beside the table, and three days for an answer. No policy is named: our own words for the categories are sent
 * until somebody fills in the recipient's.
 */
export const startingValues = {
  formats: ['csv', 'pdf'],
  fields: fieldsIn('en'),
  policyAreas: {},
  transport: { kind: 'DOWNLOAD' },
  maximumReferrals: 10,
  expectedResponseHours: 72,
  language: 'en',
  jurisdiction: 'TH',
  tlp: 'AMBER',
  asOf: AS_OF,
} satisfies Partial<z.input<typeof RecipientConfiguration>>;
