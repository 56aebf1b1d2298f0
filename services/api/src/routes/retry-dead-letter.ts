import { retryDeadLetter } from '@lapwing/store/dead-letters/retry-dead-letter';
import { defineRoute } from './define-route.ts';
import { done } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const retryDeadLetterRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/dead-letters/{id}/retry',
    'x-access': { kind: 'PERMISSION', permission: 'dead-letter:manage' },
    tags: ['Operation'],
    summary: 'Try a failed job again',
    request: { params: IdParameter },
    responses: { 204: done },
  },
  handler: async (c) => {
    await retryDeadLetter(c.get('services').store, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  },
});
