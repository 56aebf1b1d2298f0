import { ModelComparison } from '@lapwing/contracts';
import { compareModels } from '@lapwing/store/models/compare-models';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { VersionParameter } from './parameters.ts';

export const compareModelsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/models/{version}/comparison',
    'x-access': { kind: 'PERMISSION', permission: 'model:read' },
    tags: ['Models'],
    summary: 'The challenger beside the champion, on decisions since its shadow began',
    request: { params: VersionParameter },
    responses: { 200: json('Figures with 95 % intervals, per language', ModelComparison) },
  },
  handler: async (c) =>
    c.json(await compareModels(c.get('services').store, c.req.valid('param').version), 200),
});
