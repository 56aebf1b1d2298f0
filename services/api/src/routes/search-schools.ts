import { SchoolSearch, SchoolsNamed } from '@lapwing/contracts';
import { searchSchools } from '@lapwing/store/personal-data/schools-named';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const searchSchoolsRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/schools/search',
    'x-access': { kind: 'PERMISSION', permission: 'school:search' },
    tags: ['Schools'],
    summary: 'Where words that shall leave name a listed school; nothing of them is kept',
    request: { body: jsonBody(SchoolSearch) },
    responses: { 200: json('The places', SchoolsNamed) },
  },
  handler: async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await searchSchools(c.get('services').store, c.req.valid('json').text), 200);
  },
});
