import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

export const telegram: z.input<typeof RecipientInput> = {
  slug: 'telegram',
  name: 'Telegram',
  active: false,
  configuration: {
    ...startingValues,
    platforms: ['TELEGRAM'],
    products: ['Telegram'],
    handOverNote:
      'Mostly a form or in the app, which ask for user names, links of posts or messages, and numeric ids. Not known: the address of a desk for organisations, its format, limits, answer time and policy names.',
  },
};
