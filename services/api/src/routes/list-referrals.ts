import { ReferralPage, ReferralQuery } from '@lapwing/contracts';
import { listReferrals } from '@lapwing/store/referrals/list-referrals';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listReferralsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/referrals',
    'x-access': { kind: 'PERMISSION', permission: 'referral:read' },
    tags: ['Referrals'],
    summary: 'Referrals with their outcomes',
    request: { query: ReferralQuery },
    responses: { 200: json('One page', ReferralPage) },
  },
  handler: async (c) => c.json(await listReferrals(c.get('services').store, c.req.valid('query')), 200),
});
