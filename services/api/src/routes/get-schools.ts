import { SchoolListView } from '@lapwing/contracts';
import { readSchoolList } from '@lapwing/store/personal-data/read-school-list';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const getSchoolsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/schools',
    'x-access': { kind: 'PERMISSION', permission: 'school:manage' },
    tags: ['Schools'],
    summary: 'How many schools are looked for in what leaves',
    responses: { 200: json('The list, without its names', SchoolListView) },
  },
  handler: async (c) => {
    const list = await readSchoolList(c.get('services').store);
    answerWithEtag(c, String(list.version));
    return c.json(list, 200);
  },
});
