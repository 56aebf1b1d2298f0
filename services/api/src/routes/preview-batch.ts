import { BatchInput, BatchPreview } from '@lapwing/contracts';
import { previewBatch } from '@lapwing/store/batches/preview-batch';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const previewBatchRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/preview',
    'x-access': { kind: 'PERMISSION', permission: 'batch:build' },
    tags: ['Batches'],
    summary: 'See exactly what would be sent',
    description: 'A disclosure: the audit log says who looked at what.',
    request: { body: jsonBody(BatchInput) },
    responses: { 200: json('The envelopes that would be made', BatchPreview) },
  },
  handler: async (c) =>
    c.json(await previewBatch(c.get('services').store, c.get('actor'), c.req.valid('json')), 200),
});
