import { FlagAccepted, FlagInput } from '@lapwing/contracts';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdempotencyHeaders } from './parameters.ts';

export const acceptFlagRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/flags',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Flags'],
    summary: 'Flag a piece of content',
    description:
      'Durable when answered. The same Idempotency-Key with the same body gives the first answer again.',
    request: { headers: IdempotencyHeaders, body: jsonBody(FlagInput) },
    responses: { 201: json('The flag is kept', FlagAccepted) },
  },
  handler: async (c) => {
    const { store, metrics } = c.get('services');
    const accepted = await acceptFlag(store, c.get('actor'), c.req.valid('json'), {
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    });
    metrics.flagAccepted(accepted.alreadyKnown);
    return c.json(accepted, 201);
  },
});
