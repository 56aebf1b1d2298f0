import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { platforms } from '../taxonomy.ts';
import { fieldsIn } from './fields-in.ts';
import { startingValues } from './starting-values.ts';

/** A police unit to be named; also here imminent danger is told first and referred after. */
export const police: z.input<typeof RecipientInput> = {
  slug: 'police',
  name: 'Police unit',
  active: false,
  configuration: {
    ...startingValues,
    platforms: [...platforms],
    kind: 'POLICE',
    formats: ['pdf', 'csv', 'stix', 'misp'],
    maximumReferrals: 100,
    language: 'th',
    fields: fieldsIn('th'),
    languages: ['en'],
    tlp: 'AMBER+STRICT',
    handOverNote:
      'Name the unit and fill in its contact; nothing about it is assumed. Formats are a proposal: a letter, a table, and STIX and MISP for units that read them. Imminent danger is told by telephone first and put on record.',
  },
};
