import { RecheckPage } from '@lapwing/contracts';
import { listDueRechecks } from '@lapwing/store/rechecks/list-due-rechecks';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { PageQuery } from './parameters.ts';

export const listRechecksRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/rechecks',
    'x-access': { kind: 'PERMISSION', permission: 'flag:read-own' },
    tags: ['Re-checks'],
    summary: 'What you flagged, was referred, and should be looked at again now',
    request: { query: PageQuery },
    responses: { 200: json('Due looks, the longest due first', RecheckPage) },
  },
  handler: async (c) =>
    c.json(await listDueRechecks(c.get('services').store, c.get('actor'), c.req.valid('query')), 200),
});
