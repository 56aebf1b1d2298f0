import { WebhookSecret } from '@lapwing/contracts';
import { makeWebhookSecret } from '@lapwing/store/deliveries/make-webhook-secret';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const makeWebhookSecretRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/recipients/{id}/webhook-secret',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    tags: ['Recipients'],
    summary: 'Make a new secret that signs webhooks to a recipient',
    description:
      'The answer is the only place where it is ever shown. An earlier secret signs nothing any more.',
    request: { params: IdParameter },
    responses: { 201: json('The secret', WebhookSecret) },
  },
  handler: async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(
      await makeWebhookSecret(c.get('services').store, c.get('actor'), c.req.valid('param').id),
      201,
    );
  },
});
