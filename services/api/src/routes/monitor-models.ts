import { ModelMonitoring } from '@lapwing/contracts';
import { monitorModels } from '@lapwing/store/models/monitor-models';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const monitorModelsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/models/monitoring',
    'x-access': { kind: 'PERMISSION', permission: 'model:read' },
    tags: ['Models'],
    summary: 'Agreement with reviewers by week, and drift by language',
    responses: { 200: json('Aggregates only', ModelMonitoring) },
  },
  handler: async (c) => c.json(await monitorModels(c.get('services').store), 200),
});
