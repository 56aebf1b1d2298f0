import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

export const x: z.input<typeof RecipientInput> = {
  slug: 'x',
  name: 'X',
  active: false,
  configuration: {
    ...startingValues,
    platforms: ['X'],
    products: ['X'],
    handOverNote:
      'Mostly a form or in the app, which ask for user names, links of posts or messages, and numeric ids. Not known: the address of a desk for organisations, its format, limits, answer time and policy names.',
  },
};
