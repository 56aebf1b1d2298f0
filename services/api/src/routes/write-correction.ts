import { CorrectionInput, CorrectionWritten } from '@lapwing/contracts';
import { writeCorrection } from '@lapwing/store/corrections/write-correction';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const writeCorrectionRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/referrals/{id}/corrections',
    'x-access': { kind: 'PERMISSION', permission: 'batch:build' },
    tags: ['Referrals'],
    summary: 'Say what was wrong in a referral that was sent, or take it back, by a referral of its own',
    request: { params: IdParameter, body: jsonBody(CorrectionInput) },
    responses: { 201: json('The referral that says so, ready to be sent', CorrectionWritten) },
  },
  handler: async (c) => {
    const input = { referralId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await writeCorrection(c.get('services').store, c.get('actor'), input), 201);
  },
});
