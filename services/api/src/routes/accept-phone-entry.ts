import { PhoneEntryAccepted, PhoneEntryInput } from '@lapwing/contracts';
import { acceptPhoneEntry } from '@lapwing/store/phone/accept-phone-entry';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const acceptPhoneEntryRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/phone/entries',
    'x-access': { kind: 'PUBLIC' },
    tags: ['Phone'],
    summary: 'Hand in an address and a note from a phone; sealed until its analyst fetches it',
    request: { body: jsonBody(PhoneEntryInput) },
    responses: { 201: json('It waits for its analyst', PhoneEntryAccepted) },
  },
  handler: async (c) => {
    const { store, limits } = c.get('services');
    await limits.attempt(c.get('address'), null);
    return c.json(await acceptPhoneEntry(store, c.req.valid('json'), c.get('requestId')), 201);
  },
});
