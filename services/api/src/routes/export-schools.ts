import { SchoolList } from '@lapwing/contracts';
import { exportSchoolList } from '@lapwing/store/personal-data/read-school-list';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const exportSchoolsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/schools/list',
    'x-access': { kind: 'PERMISSION', permission: 'school:manage' },
    tags: ['Schools'],
    summary: 'The list of schools as it was put there',
    responses: { 200: json('Every school with its names', SchoolList) },
  },
  handler: async (c) => c.json(await exportSchoolList(c.get('services').store), 200),
});
