import { ApiTokenInput, ApiTokenIssued } from '@lapwing/contracts';
import { issueApiToken } from '@lapwing/store/identity/issue-credential';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const issueApiTokenRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/me/tokens',
    'x-access': { kind: 'PERMISSION', permission: 'self:read', session: true },
    tags: ['You'],
    summary: 'Make an API token for a script of yours',
    description: 'The token is shown this once. It never carries more than you may do.',
    request: { body: jsonBody(ApiTokenInput) },
    responses: { 201: json('The token', ApiTokenIssued) },
  },
  handler: async (c) => {
    const { personId } = c.get('actor');
    const issued = await issueApiToken(c.get('services').store, c.get('actor'), {
      personId,
      ...c.req.valid('json'),
    });
    return c.json(issued, 201);
  },
});
