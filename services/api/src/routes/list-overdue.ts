import { OverdueList } from '@lapwing/contracts';
import { listOverdue } from '@lapwing/store/reminders/list-overdue';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listOverdueRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/reminders',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'What recipients left unanswered longer than expected, with a text that asks for an answer',
    responses: { 200: json('By recipient, the longest waiting first', OverdueList) },
  },
  handler: async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await listOverdue(c.get('services').store), 200);
  },
});
