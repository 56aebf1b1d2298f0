import { BatchInput, BatchView } from '@lapwing/contracts';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdempotencyHeaders } from './parameters.ts';

export const createBatchesRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches',
    'x-access': { kind: 'PERMISSION', permission: 'batch:build' },
    tags: ['Batches'],
    summary: 'Build batches of what is ready',
    description: 'The files are written afterwards; the state of the batch says when they are there.',
    request: { headers: IdempotencyHeaders, body: jsonBody(BatchInput) },
    responses: { 202: json('The batches, one per envelope', z.object({ batches: z.array(BatchView) })) },
  },
  handler: async (c) => {
    const batches = await createBatches(c.get('services').store, c.get('actor'), c.req.valid('json'), {
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    });
    return c.json({ batches }, 202);
  },
});
