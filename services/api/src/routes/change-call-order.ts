import { CallOrder, CallOrderInput } from '@lapwing/contracts';
import { changeCallOrder } from '@lapwing/store/escalations/change-call-order';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IfMatch } from './parameters.ts';

export const changeCallOrderRoute = defineRoute({
  route: {
    method: 'put',
    path: '/v1/call-order',
    'x-access': { kind: 'PERMISSION', permission: 'person:manage' },
    tags: ['Escalations'],
    summary:
      'Say which leads are called, in which order, unless somebody changed it meanwhile; none: all of them',
    request: { headers: IfMatch, body: jsonBody(CallOrderInput) },
    responses: { 200: json('The order', CallOrder) },
  },
  handler: async (c) => {
    const change = { version: c.req.valid('header')['if-match'], input: c.req.valid('json') };
    const order = await changeCallOrder(c.get('services').store, c.get('actor'), change);
    answerWithEtag(c, String(order.version));
    return c.json(order, 200);
  },
});
