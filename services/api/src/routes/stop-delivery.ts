import { BatchView } from '@lapwing/contracts';
import { stopDelivery } from '@lapwing/store/deliveries/stop-delivery';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const stopDeliveryRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/{id}/stop-delivery',
    'x-access': { kind: 'PERMISSION', permission: 'batch:send' },
    tags: ['Batches'],
    summary: 'Stop a delivery between two attempts',
    request: { params: IdParameter },
    responses: { 200: json('The batch', BatchView) },
  },
  handler: async (c) =>
    c.json(await stopDelivery(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
