import { BatchView } from '@lapwing/contracts';
import { releaseBatch } from '@lapwing/store/batches/release-batch';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const releaseBatchRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/{id}/release',
    'x-access': { kind: 'PERMISSION', permission: 'batch:send' },
    tags: ['Batches'],
    summary: 'Let a batch be sent after a second look at it',
    request: { params: IdParameter },
    responses: { 200: json('The batch', BatchView) },
  },
  handler: async (c) =>
    c.json(await releaseBatch(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
