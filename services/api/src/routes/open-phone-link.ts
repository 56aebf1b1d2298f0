import { PhoneLink } from '@lapwing/contracts';
import { openPhoneLink } from '@lapwing/store/phone/open-phone-link';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const openPhoneLinkRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/phone-links',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Phone'],
    summary: 'Make a link over which your phone can hand in what you saw there',
    description: 'Works for ten minutes and up to 20 entries. An earlier link of yours stops working.',
    responses: { 201: json('The link, shown once', PhoneLink) },
  },
  handler: async (c) => {
    const { store, settings } = c.get('services');
    const { linkId, token, expiresAt } = await openPhoneLink(store, c.get('actor'));
    // Behind #, the token reaches no server and no log.
    const link = `${new URL('/phone', settings.publicUrl).href}#${token}`;
    return c.json({ linkId, link, expiresAt: expiresAt.toISOString() }, 201);
  },
});
