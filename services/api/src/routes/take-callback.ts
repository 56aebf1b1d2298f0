import { CallbackInput, OutcomeFileRecorded } from '@lapwing/contracts';
import { recordCallback } from '@lapwing/store/callbacks/record-callback';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const takeCallbackRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/callbacks/{id}',
    'x-access': { kind: 'SIGNED_BY_RECIPIENT' },
    tags: ['Outcomes'],
    summary: 'A recipient says what became of referrals, signed after the Standard Webhooks',
    description:
      'For recipients that get webhooks, with the same secret. The headers are webhook-id, webhook-timestamp and webhook-signature.',
    request: { params: IdParameter, body: jsonBody(CallbackInput) },
    responses: { 200: json('What was done with it; the same for a repetition', OutcomeFileRecorded) },
  },
  handler: async (c) => {
    const call = {
      recipientId: c.req.valid('param').id,
      webhookId: c.req.header('webhook-id') ?? '',
      body: c.req.valid('json'),
    };
    return c.json(await recordCallback(c.get('services').store, call), 200);
  },
});
