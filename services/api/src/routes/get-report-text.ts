import { ReportText } from '@lapwing/contracts';
import { readReportText } from '@lapwing/store/reports/read-report-text';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, notModified } from './describe.ts';

export const getReportTextRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/reports/text',
    'x-access': { kind: 'PERMISSION', permission: 'report:manage' },
    tags: ['Figures'],
    summary: 'What the organisation says of its independence in reports',
    responses: { 200: json('The text; its version is the ETag', ReportText), 304: notModified },
  },
  handler: async (c) => {
    const text = await readReportText(c.get('services').store);
    if (answerWithEtag(c, String(text.version))) return c.body(null, 304);
    return c.json(text, 200);
  },
});
