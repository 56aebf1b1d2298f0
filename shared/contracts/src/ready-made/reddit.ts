import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

export const reddit: z.input<typeof RecipientInput> = {
  slug: 'reddit',
  name: 'Reddit',
  active: false,
  configuration: {
    ...startingValues,
    platforms: ['REDDIT'],
    products: ['Reddit'],
    handOverNote:
      'Not known: the address of a desk for organisations, its format, limits, answer time and policy names.',
  },
};
