import { AdapterReportInput } from '@lapwing/contracts';
import { reportAdapter } from '@lapwing/store/extension/report-adapter';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';

export const reportAdapterRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/extension/adapter-reports',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Extension'],
    summary: "Say that the extension's reader of a platform found nothing; only counted, nobody is named",
    request: { body: jsonBody(AdapterReportInput) },
    responses: { 204: done },
  },
  handler: async (c) => {
    await reportAdapter(c.get('services').store, c.req.valid('json'));
    return c.body(null, 204);
  },
});
