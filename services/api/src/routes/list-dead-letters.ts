import { DeadLetterView } from '@lapwing/contracts';
import { listDeadLetters } from '@lapwing/store/dead-letters/list-dead-letters';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listDeadLettersRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/dead-letters',
    'x-access': { kind: 'PERMISSION', permission: 'dead-letter:manage' },
    tags: ['Operation'],
    summary: 'Jobs that failed for good',
    responses: { 200: json('Those not resolved', z.object({ deadLetters: z.array(DeadLetterView) })) },
  },
  handler: async (c) => c.json({ deadLetters: await listDeadLetters(c.get('services').store) }, 200),
});
