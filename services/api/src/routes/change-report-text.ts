import { ReportText, ReportTextInput } from '@lapwing/contracts';
import { changeReportText } from '@lapwing/store/reports/change-report-text';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IfMatch } from './parameters.ts';

export const changeReportTextRoute = defineRoute({
  route: {
    method: 'put',
    path: '/v1/reports/text',
    'x-access': { kind: 'PERMISSION', permission: 'report:manage' },
    tags: ['Figures'],
    summary: 'Change what the organisation says of its independence, unless somebody changed it meanwhile',
    request: { headers: IfMatch, body: jsonBody(ReportTextInput) },
    responses: { 200: json('The text', ReportText) },
  },
  handler: async (c) => {
    const change = { version: c.req.valid('header')['if-match'], input: c.req.valid('json') };
    const text = await changeReportText(c.get('services').store, c.get('actor'), change);
    answerWithEtag(c, String(text.version));
    return c.json(text, 200);
  },
});
