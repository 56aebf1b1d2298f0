import { LineAssignment, OutcomesRecorded } from '@lapwing/contracts';
import { assignTrayLine } from '@lapwing/store/outcomes/assign-tray-line';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const assignTrayLineRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/outcome-lines/{id}/assign',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'Say which referrals a line in the tray is about, and what a reply means',
    request: { params: IdParameter, body: jsonBody(LineAssignment) },
    responses: { 201: json('How many outcomes it became', OutcomesRecorded) },
  },
  handler: async (c) => {
    const input = { lineId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await assignTrayLine(c.get('services').store, c.get('actor'), input), 201);
  },
});
