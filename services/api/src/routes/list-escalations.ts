import { EscalationList } from '@lapwing/contracts';
import { listEscalations } from '@lapwing/store/escalations/list-escalations';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listEscalationsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/escalations',
    'x-access': { kind: 'PERMISSION', permission: 'escalation:read' },
    tags: ['Escalations'],
    summary: 'Imminent danger that nobody answered, until somebody wrote what was done',
    responses: { 200: json('Newest first', EscalationList) },
  },
  handler: async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await listEscalations(c.get('services').store, c.get('actor')), 200);
  },
});
