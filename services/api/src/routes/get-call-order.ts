import { CallOrder } from '@lapwing/contracts';
import { readCallOrder } from '@lapwing/store/escalations/read-call-order';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const getCallOrderRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/call-order',
    'x-access': { kind: 'PERMISSION', permission: 'person:manage' },
    tags: ['Escalations'],
    summary: 'Which leads are called about imminent danger that nobody answers, in which order',
    responses: { 200: json('The order; its version is the ETag', CallOrder) },
  },
  handler: async (c) => {
    const order = await readCallOrder(c.get('services').store);
    // Who is called also depends on who left: the version alone does not say that nothing changed.
    c.header('cache-control', 'no-store');
    answerWithEtag(c, String(order.version));
    return c.json(order, 200);
  },
});
