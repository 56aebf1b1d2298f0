import { EscalationDone, EscalationView } from '@lapwing/contracts';
import { settleEscalation } from '@lapwing/store/escalations/settle-escalation';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const settleEscalationRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/escalations/{id}/settle',
    'x-access': { kind: 'PERMISSION', permission: 'escalation:take' },
    tags: ['Escalations'],
    summary: 'End an escalation by writing what was done',
    request: { params: IdParameter, body: jsonBody(EscalationDone) },
    responses: { 200: json('The escalation', EscalationView) },
  },
  handler: async (c) => {
    const input = { escalationId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await settleEscalation(c.get('services').store, c.get('actor'), input), 200);
  },
});
