import { OwnFlagPage } from '@lapwing/contracts';
import { listOwnFlags } from '@lapwing/store/flags/list-own-flags';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { PageQuery } from './parameters.ts';

export const listOwnFlagsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/flags',
    'x-access': { kind: 'PERMISSION', permission: 'flag:read-own' },
    tags: ['Flags'],
    summary: 'Your own flags with what became of them, newest first',
    request: { query: PageQuery },
    responses: { 200: json('One page', OwnFlagPage) },
  },
  handler: async (c) =>
    c.json(await listOwnFlags(c.get('services').store, c.get('actor'), c.req.valid('query')), 200),
});
