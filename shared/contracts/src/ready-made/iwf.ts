import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { platforms } from '../taxonomy.ts';
import { startingValues } from './starting-values.ts';

export const iwf: z.input<typeof RecipientInput> = {
  slug: 'iwf',
  name: 'IWF (Internet Watch Foundation)',
  active: false,
  configuration: {
    ...startingValues,
    platforms: [...platforms],
    kind: 'HOTLINE',
    fields: ['referral_id', 'url_original', 'category_code'],
    handOverNote:
      'The address of the content is the only field that is required. Not known: limits, answer time, and an arrangement for organisations. Choose which platforms it shall get: with all of them, every confirmed item is addressed to it.',
  },
};
