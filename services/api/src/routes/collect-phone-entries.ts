import { PhoneEntries } from '@lapwing/contracts';
import { collectPhoneEntries } from '@lapwing/store/phone/collect-phone-entries';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const collectPhoneEntriesRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/phone-entries/collect',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Phone'],
    summary: 'Open what your phone handed in',
    description:
      'A disclosure, on record. Entries wait on until you say that you have them, or for seven days.',
    responses: { 200: json('What waits for you, oldest first', PhoneEntries) },
  },
  handler: async (c) => c.json(await collectPhoneEntries(c.get('services').store, c.get('actor')), 200),
});
