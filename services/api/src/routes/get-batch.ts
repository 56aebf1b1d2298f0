import { BatchDetail } from '@lapwing/contracts';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const getBatchRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/batches/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'referral:read' },
    tags: ['Batches'],
    summary: 'One batch with its referrals',
    request: { params: IdParameter },
    responses: { 200: json('The batch', BatchDetail) },
  },
  handler: async (c) =>
    c.json(await getBatch(c.get('services').store, c.req.valid('param').id, c.get('actor')), 200),
});
