import { BatchView } from '@lapwing/contracts';
import { cancelBatch } from '@lapwing/store/batches/cancel-batch';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const cancelBatchRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/{id}/cancel',
    'x-access': { kind: 'PERMISSION', permission: 'batch:build' },
    tags: ['Batches'],
    summary: 'Give up a batch that was not sent; its referrals are ready again',
    request: { params: IdParameter },
    responses: { 200: json('The batch', BatchView) },
  },
  handler: async (c) =>
    c.json(await cancelBatch(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
