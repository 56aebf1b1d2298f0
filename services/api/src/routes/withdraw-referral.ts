import { text } from '@lapwing/contracts';
import { withdrawReferral } from '@lapwing/store/referrals/withdraw-referral';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

const WithdrawalInput = z.strictObject({ reason: text(1000, 1) }).meta({ id: 'WithdrawalInput' });

export const withdrawReferralRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/referrals/{id}/withdraw',
    'x-access': { kind: 'PERMISSION', permission: 'batch:build' },
    tags: ['Referrals'],
    summary: 'Withdraw a referral that was not sent',
    request: { params: IdParameter, body: jsonBody(WithdrawalInput) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const input = { referralId: c.req.valid('param').id, reason: c.req.valid('json').reason };
    await withdrawReferral(c.get('services').store, c.get('actor'), input);
    return c.body(null, 204);
  },
});
