import { PhoneLinkToken, PhoneLinkView } from '@lapwing/contracts';
import { findPhoneLink } from '@lapwing/store/phone/find-phone-link';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const lookAtPhoneLinkRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/phone/link',
    'x-access': { kind: 'PUBLIC' },
    tags: ['Phone'],
    summary: 'Does this link still work?',
    request: { body: jsonBody(PhoneLinkToken) },
    responses: { 200: json('How long, and for how many entries', PhoneLinkView) },
  },
  handler: async (c) => {
    const { store, limits, settings } = c.get('services');
    await limits.attempt(c.get('address'), null);
    const { expiresAt, entriesLeft } = await findPhoneLink(store.db, c.req.valid('json').token);
    const organisation = settings.organisationName;
    return c.json({ organisation, expiresAt: expiresAt.toISOString(), entriesLeft }, 200);
  },
});
