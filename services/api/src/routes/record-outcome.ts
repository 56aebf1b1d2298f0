import { OutcomeInput, OutcomeView } from '@lapwing/contracts';
import { recordOutcome } from '@lapwing/store/outcomes/record-outcome';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const recordOutcomeRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/referrals/{id}/outcomes',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Referrals'],
    summary: 'Record what became of a referral',
    request: { params: IdParameter, body: jsonBody(OutcomeInput) },
    responses: { 201: json('The outcome', OutcomeView) },
  },
  handler: async (c) => {
    const input = { referralId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await recordOutcome(c.get('services').store, c.get('actor'), input), 201);
  },
});
