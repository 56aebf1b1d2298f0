import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

/** The desk of any hosting service that must treat notices of trusted flaggers with priority (DSA, Articles 16 and 22). */
export const dsaTrustedFlagger: z.input<typeof RecipientInput> = {
  slug: 'dsa-trusted-flagger',
  name: 'Hosting service in the EU (trusted flagger)',
  active: false,
  configuration: {
    ...startingValues,
    platforms: ['WEB'],
    formats: ['dsa', 'pdf'],
    maximumReferrals: 100,
    jurisdiction: 'EU',
    legalBasis: ['Regulation (EU) 2022/2065, Article 16'],
    handOverNote:
      'A copy for each hosting service: rename it and name its sites, else every confirmed page of the web is addressed to it. Notices of trusted flaggers come first (Article 22). Not known: where each service takes them.',
  },
};
