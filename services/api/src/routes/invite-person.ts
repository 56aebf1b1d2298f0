import { InvitationInput, InvitationMade } from '@lapwing/contracts';
import { invitePerson } from '@lapwing/store/people/invite-person';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const invitePersonRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/people',
    'x-access': { kind: 'PERMISSION', permission: 'person:manage' },
    tags: ['People'],
    summary: 'Invite somebody',
    description: 'The link is shown this once; it works once, for 24 hours.',
    request: { body: jsonBody(InvitationInput) },
    responses: { 201: json('The person and her link', InvitationMade) },
  },
  handler: async (c) => {
    const { store, settings } = c.get('services');
    return c.json(await invitePerson(store, c.get('actor'), c.req.valid('json'), settings.publicUrl), 201);
  },
});
