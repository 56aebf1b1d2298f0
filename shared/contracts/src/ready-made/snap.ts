import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { startingValues } from './starting-values.ts';

export const snap: z.input<typeof RecipientInput> = {
  slug: 'snap',
  name: 'Snap',
  active: false,
  configuration: {
    ...startingValues,
    // Snapchat has no reader of its own: its addresses are those of a site.
    platforms: ['WEB'],
    hosts: ['snapchat.com'],
    products: ['Snapchat'],
    handOverNote:
      'Mostly a form or in the app, which ask for user names, links of posts or messages, and numeric ids. Not known: the address of a desk for organisations, its format, limits, answer time and policy names.',
  },
};
