import { ReportInput } from '@lapwing/contracts';
import { takeReport } from '@lapwing/store/reports/take-report';
import { attachment } from '../http/attachment.ts';
import { defineRoute } from './define-route.ts';
import { jsonBody } from './describe.ts';

export const takeReportRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/reports',
    'x-access': { kind: 'PERMISSION', permission: 'report:manage' },
    tags: ['Figures'],
    summary: 'A report of a year as a file, small counts withheld',
    description: 'A disclosure: the audit log says who took which. The exporter writes it.',
    request: { body: jsonBody(ReportInput) },
    responses: { 200: { description: 'The file' } },
  },
  handler: async (c) => {
    const { name, mediaType, bytes } = await takeReport(
      c.get('services').store,
      c.get('actor'),
      c.req.valid('json'),
    );
    return attachment(c, { name, mediaType, size: bytes.length, bytes: chunks(bytes) });
  },
});

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
