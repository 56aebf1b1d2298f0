import { BatchSentInput, BatchView } from '@lapwing/contracts';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const markBatchSentRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/{id}/sent',
    'x-access': { kind: 'PERMISSION', permission: 'batch:send' },
    tags: ['Batches'],
    summary: 'Record that a batch was handed over',
    request: { params: IdParameter, body: jsonBody(BatchSentInput) },
    responses: { 200: json('The batch', BatchView) },
  },
  handler: async (c) => {
    const input = { batchId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await markBatchSent(c.get('services').store, c.get('actor'), input), 200);
  },
});
