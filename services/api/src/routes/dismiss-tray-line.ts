import { LineDismissal } from '@lapwing/contracts';
import { dismissTrayLine } from '@lapwing/store/outcomes/dismiss-tray-line';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const dismissTrayLineRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/outcome-lines/{id}/dismiss',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'Take a line out of the tray, with a reason',
    request: { params: IdParameter, body: jsonBody(LineDismissal) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const input = { lineId: c.req.valid('param').id, ...c.req.valid('json') };
    await dismissTrayLine(c.get('services').store, c.get('actor'), input);
    return c.body(null, 204);
  },
});
