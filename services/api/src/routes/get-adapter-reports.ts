import { AdapterReports } from '@lapwing/contracts';
import { sumAdapterReports } from '@lapwing/store/extension/sum-adapter-reports';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const getAdapterReportsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/extension/adapter-reports',
    'x-access': { kind: 'PERMISSION', permission: 'extension:manage' },
    tags: ['Extension'],
    summary: "How often the extension's readers of platforms found nothing in the last seven days",
    responses: { 200: json('Counts by platform', AdapterReports) },
  },
  handler: async (c) => c.json(await sumAdapterReports(c.get('services').store), 200),
});
