import type { z } from 'zod';
import type { RecipientInput } from '../recipient.ts';
import { platforms } from '../taxonomy.ts';
import { fieldsIn } from './fields-in.ts';
import { startingValues } from './starting-values.ts';

export const thaiHotline: z.input<typeof RecipientInput> = {
  slug: 'thaihotline',
  name: 'ThaiHotline',
  active: false,
  configuration: {
    ...startingValues,
    platforms: [...platforms],
    kind: 'HOTLINE',
    language: 'th',
    fields: fieldsIn('th'),
    languages: ['en'],
    handOverNote:
      'A web form. Not known: its address and fields today, limits and answer time. Choose which platforms it shall get: with all of them, every confirmed item is addressed to it.',
  },
};
