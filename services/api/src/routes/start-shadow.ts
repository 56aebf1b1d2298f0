import { startShadow } from '@lapwing/store/models/start-shadow';
import { defineRoute } from './define-route.ts';
import { done } from './describe.ts';
import { VersionParameter } from './parameters.ts';

export const startShadowRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/models/{version}/shadow',
    'x-access': { kind: 'PERMISSION', permission: 'model:manage' },
    tags: ['Models'],
    summary: 'Let a version score in shadow',
    description: 'Its scores are kept for comparison and order nothing. One version at a time.',
    request: { params: VersionParameter },
    responses: { 204: done },
  },
  handler: async (c) => {
    await startShadow(c.get('services').store, c.get('actor'), c.req.valid('param').version);
    return c.body(null, 204);
  },
});
