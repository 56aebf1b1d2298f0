import { SchoolListInput, SchoolListView } from '@lapwing/contracts';
import { changeSchoolList } from '@lapwing/store/personal-data/change-school-list';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, jsonBody, SCHOOL_LIST_BYTES } from './describe.ts';
import { IfMatch } from './parameters.ts';

export const changeSchoolsRoute = defineRoute({
  route: {
    method: 'put',
    path: '/v1/schools',
    'x-access': { kind: 'PERMISSION', permission: 'school:manage' },
    'x-largest-body': SCHOOL_LIST_BYTES,
    tags: ['Schools'],
    summary: 'Replace the list of schools, unless somebody changed it meanwhile',
    request: { headers: IfMatch, body: jsonBody(SchoolListInput) },
    responses: { 200: json('The list, without its names', SchoolListView) },
  },
  handler: async (c) => {
    const change = { version: c.req.valid('header')['if-match'], input: c.req.valid('json') };
    const list = await changeSchoolList(c.get('services').store, c.get('actor'), change);
    answerWithEtag(c, String(list.version));
    return c.json(list, 200);
  },
});
