import { retireModel } from '@lapwing/store/models/retire-model';
import { defineRoute } from './define-route.ts';
import { done } from './describe.ts';
import { VersionParameter } from './parameters.ts';

export const retireModelRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/models/{version}/retire',
    'x-access': { kind: 'PERMISSION', permission: 'model:manage' },
    tags: ['Models'],
    summary: 'Take a version out of use',
    request: { params: VersionParameter },
    responses: { 204: done },
  },
  handler: async (c) => {
    await retireModel(c.get('services').store, c.get('actor'), c.req.valid('param').version);
    return c.body(null, 204);
  },
});
