import { BatchPage, Id } from '@lapwing/contracts';
import { listBatches } from '@lapwing/store/batches/list-batches';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { PageQuery } from './parameters.ts';

export const listBatchesRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/batches',
    'x-access': { kind: 'PERMISSION', permission: 'referral:read' },
    tags: ['Batches'],
    summary: 'Batches, newest first',
    request: { query: PageQuery.extend({ recipientId: Id.optional() }) },
    responses: { 200: json('One page', BatchPage) },
  },
  handler: async (c) => c.json(await listBatches(c.get('services').store, c.req.valid('query')), 200),
});
