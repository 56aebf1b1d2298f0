import { BatchDryRun, BatchDryRunInput } from '@lapwing/contracts';
import { dryRunBatches } from '@lapwing/store/batches/dry-run-batches';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const dryRunBatchesRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/recipients/{id}/dry-run',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:read' },
    tags: ['Recipients'],
    summary: 'What would go to a recipient today, and what would be held back and why',
    description: 'Numbers only. With settings in the body, as if these were saved.',
    request: { params: IdParameter, body: jsonBody(BatchDryRunInput) },
    responses: { 200: json('The day', BatchDryRun) },
  },
  handler: async (c) => {
    const input = { recipientId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await dryRunBatches(c.get('services').store, c.get('actor'), input), 200);
  },
});
