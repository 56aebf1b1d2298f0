import { ModelList } from '@lapwing/contracts';
import { listModels } from '@lapwing/store/models/list-models';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listModelsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/models',
    'x-access': { kind: 'PERMISSION', permission: 'model:read' },
    tags: ['Models'],
    summary: 'Versions of the classifier',
    description: 'Folders are added with the command line; the API only says which of them is in use.',
    responses: { 200: json('The champion first, then the challenger', ModelList) },
  },
  handler: async (c) => c.json(await listModels(c.get('services').store), 200),
});
