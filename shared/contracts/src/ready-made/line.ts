import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

export const line: z.input<typeof RecipientInput> = {
  slug: 'line',
  name: 'LINE',
  active: false,
  configuration: {
    ...startingValues,
    platforms: ['LINE'],
    products: ['LINE'],
    handOverNote:
      'Mostly a form or in the app. Content mostly has no public address: give the id of the group or account, and say in the explanation who invited. Not known: the address of a desk for organisations, its format, limits, answer time and policy names.',
  },
};
