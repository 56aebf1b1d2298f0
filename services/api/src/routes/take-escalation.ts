import { EscalationView } from '@lapwing/contracts';
import { takeEscalation } from '@lapwing/store/escalations/take-escalation';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const takeEscalationRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/escalations/{id}/take',
    'x-access': { kind: 'PERMISSION', permission: 'escalation:take' },
    tags: ['Escalations'],
    summary: 'Take an escalation over: nobody more is called',
    request: { params: IdParameter },
    responses: { 200: json('The escalation', EscalationView) },
  },
  handler: async (c) =>
    c.json(await takeEscalation(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
