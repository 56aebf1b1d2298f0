import { InvitationToken, InvitedPerson } from '@lapwing/contracts';
import { findInvitation } from '@lapwing/store/people/find-invitation';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const lookAtInvitationRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/join/invitation',
    'x-access': { kind: 'PUBLIC' },
    tags: ['You'],
    summary: 'Whose one-time link is this?',
    request: { body: jsonBody(InvitationToken) },
    responses: { 200: json('The invited person', InvitedPerson) },
  },
  handler: async (c) => {
    const { store, limits } = c.get('services');
    await limits.attempt(c.get('address'), null);
    const { person, needsDetails } = await findInvitation(store.db, c.req.valid('json').token);
    return c.json({ name: person.name, email: person.email, needsDetails }, 200);
  },
});
