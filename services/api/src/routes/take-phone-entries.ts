import { PhoneEntriesTaken } from '@lapwing/contracts';
import { takePhoneEntries } from '@lapwing/store/phone/take-phone-entries';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';

export const takePhoneEntriesRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/phone-entries/taken',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Phone'],
    summary: 'Say that entries are safe on your computer; they are deleted here',
    request: { body: jsonBody(PhoneEntriesTaken) },
    responses: { 204: done },
  },
  handler: async (c) => {
    await takePhoneEntries(c.get('services').store, c.get('actor'), c.req.valid('json').entryIds);
    return c.body(null, 204);
  },
});
