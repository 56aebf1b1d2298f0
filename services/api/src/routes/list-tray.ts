import { TrayPage } from '@lapwing/contracts';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { PageQuery } from './parameters.ts';

export const listTrayRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/outcome-lines',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'Lines of which a person has to say what they are about',
    request: { query: PageQuery },
    responses: { 200: json('One page, the oldest first', TrayPage) },
  },
  handler: async (c) => c.json(await listTray(c.get('services').store, c.req.valid('query')), 200),
});
