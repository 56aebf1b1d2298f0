import { Id } from '@lapwing/contracts';
import { revokeCredential } from '@lapwing/store/identity/revoke-credential';
import { z } from 'zod';
import { ApiProblem } from '../http/api-problem.ts';
import { defineRoute } from './define-route.ts';
import { done } from './describe.ts';

const CredentialParameter = z.object({ id: z.union([Id, z.literal('current')]) });

export const revokeCredentialRoute = defineRoute({
  route: {
    method: 'delete',
    path: '/v1/me/credentials/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'self:read' },
    tags: ['You'],
    summary: 'End a pairing or an API token of yours',
    description:
      'At the console any of yours; with a token only that token itself. The id `current` is that token.',
    request: { params: CredentialParameter },
    responses: { 204: done },
  },
  handler: async (c) => {
    const { store, authenticator } = c.get('services');
    const { credentialId } = c.get('principal');
    const { id } = c.req.valid('param');
    const revoked = id === 'current' ? credentialId : id;
    if (revoked === null) throw new ApiProblem('not-found', 'A session at the console is no pairing');
    if (credentialId !== null && credentialId !== revoked)
      throw new ApiProblem('forbidden', 'A token can end nothing but itself');
    await revokeCredential(store, c.get('actor'), revoked);
    authenticator.forget();
    return c.body(null, 204);
  },
});
