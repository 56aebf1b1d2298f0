import { OutcomesInput, OutcomesRecorded } from '@lapwing/contracts';
import { recordOutcomes } from '@lapwing/store/outcomes/record-outcomes';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const recordOutcomesRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/outcomes',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'Record one outcome of several referrals, all or none',
    description: 'Those that have this very outcome already keep it, so that a repetition changes nothing.',
    request: { body: jsonBody(OutcomesInput) },
    responses: { 201: json('How many were recorded', OutcomesRecorded) },
  },
  handler: async (c) =>
    c.json(await recordOutcomes(c.get('services').store, c.get('actor'), c.req.valid('json')), 201),
});
