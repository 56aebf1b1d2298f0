import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

export const discord: z.input<typeof RecipientInput> = {
  slug: 'discord',
  name: 'Discord',
  active: false,
  configuration: {
    ...startingValues,
    platforms: ['DISCORD'],
    products: ['Discord'],
    handOverNote:
      'Mostly a form or in the app, which ask for user names, links of posts or messages, and numeric ids. Not known: the address of a desk for organisations, its format, limits, answer time and policy names.',
  },
};
