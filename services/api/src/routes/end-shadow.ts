import { endShadow } from '@lapwing/store/models/end-shadow';
import { defineRoute } from './define-route.ts';
import { done } from './describe.ts';
import { VersionParameter } from './parameters.ts';

export const endShadowRoute = defineRoute({
  route: {
    method: 'delete',
    path: '/v1/models/{version}/shadow',
    'x-access': { kind: 'PERMISSION', permission: 'model:manage' },
    tags: ['Models'],
    summary: 'End the shadow of a version',
    request: { params: VersionParameter },
    responses: { 204: done },
  },
  handler: async (c) => {
    await endShadow(c.get('services').store, c.get('actor'), c.req.valid('param').version);
    return c.body(null, 204);
  },
});
