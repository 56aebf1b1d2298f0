import { Timeline } from '@lapwing/contracts';
import { getTimeline } from '@lapwing/store/referrals/get-timeline';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const getTimelineRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/referrals/{id}/timeline',
    'x-access': { kind: 'PERMISSION', permission: 'referral:read' },
    tags: ['Referrals'],
    summary: 'What happened to a referral, oldest first',
    description:
      'Without who flagged it and looked at it again; `GET /v1/items/{id}` has that for reviewers.',
    request: { params: IdParameter },
    responses: { 200: json('The events', Timeline) },
  },
  handler: async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await getTimeline(c.get('services').store, c.req.valid('param').id), 200);
  },
});
