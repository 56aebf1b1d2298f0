import { CredentialList } from '@lapwing/contracts';
import { listCredentials } from '@lapwing/store/identity/list-credentials';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listCredentialsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/me/credentials',
    'x-access': { kind: 'PERMISSION', permission: 'self:read', session: true },
    tags: ['You'],
    summary: 'Your paired extensions and API tokens',
    responses: { 200: json('Those that work now', CredentialList) },
  },
  handler: async (c) =>
    c.json({ credentials: await listCredentials(c.get('services').store, c.get('actor').personId) }, 200),
});
