import { InvitationMade } from '@lapwing/contracts';
import { reissueInvitation } from '@lapwing/store/people/reissue-invitation';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const reissueInvitationRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/people/{id}/invitation',
    'x-access': { kind: 'PERMISSION', permission: 'person:manage' },
    tags: ['People'],
    summary: 'Make a new link for somebody',
    description:
      'For a link that ran out, or somebody who lost her password or second factor. Older links stop working.',
    request: { params: IdParameter },
    responses: { 201: json('The person and her link', InvitationMade) },
  },
  handler: async (c) => {
    const { store, settings } = c.get('services');
    const { id } = c.req.valid('param');
    return c.json(await reissueInvitation(store, c.get('actor'), id, settings.publicUrl), 201);
  },
});
