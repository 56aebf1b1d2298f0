import { PeoplePage } from '@lapwing/contracts';
import { listPeople } from '@lapwing/store/people/list-people';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listPeopleRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/people',
    'x-access': { kind: 'PERMISSION', permission: 'person:manage' },
    tags: ['People'],
    summary: 'Everybody who works here',
    responses: { 200: json('All people', PeoplePage) },
  },
  handler: async (c) => c.json(await listPeople(c.get('services').store), 200),
});
