import { BatchView } from '@lapwing/contracts';
import { withdrawDelivery } from '@lapwing/store/deliveries/withdraw-delivery';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const withdrawDeliveryRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/{id}/withdraw-delivery',
    'x-access': { kind: 'PERMISSION', permission: 'batch:send' },
    tags: ['Batches'],
    summary: 'Take back a delivery of which no attempt was begun',
    request: { params: IdParameter },
    responses: { 200: json('The batch', BatchView) },
  },
  handler: async (c) =>
    c.json(await withdrawDelivery(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
