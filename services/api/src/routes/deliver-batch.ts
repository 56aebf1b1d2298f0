import { BatchView, DeliverInput } from '@lapwing/contracts';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const deliverBatchRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/batches/{id}/deliver',
    'x-access': { kind: 'PERMISSION', permission: 'batch:send' },
    tags: ['Batches'],
    summary: 'Have a batch delivered by the transport of its recipient',
    description:
      'Refused as recording that it was handed over is. The exporter makes the attempts; `delivery` says how they go. Also tries again what was given up.',
    request: { params: IdParameter, body: jsonBody(DeliverInput) },
    responses: { 202: json('The batch', BatchView) },
  },
  handler: async (c) => {
    const input = { batchId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await requestDelivery(c.get('services').store, c.get('actor'), input), 202);
  },
});
