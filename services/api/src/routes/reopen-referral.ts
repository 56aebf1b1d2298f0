import { ReopeningInput } from '@lapwing/contracts';
import { reopenReferral } from '@lapwing/store/referrals/reopen-referral';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const reopenReferralRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/referrals/{id}/reopen',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Referrals'],
    summary: 'Open a closed referral again: it is there again, or came back under another address',
    description: 'Its outcomes stay. Another address must have been flagged: it is an item of its own.',
    request: { params: IdParameter, body: jsonBody(ReopeningInput) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const input = { referralId: c.req.valid('param').id, ...c.req.valid('json') };
    await reopenReferral(c.get('services').store, c.get('actor'), input);
    return c.body(null, 204);
  },
});
