import { AccountItems } from '@lapwing/contracts';
import { itemsOfAccount } from '@lapwing/store/evidence/items-of-account';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const itemsOfAccountRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/items/{id}/account',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'What was confirmed of the same account',
    request: { params: IdParameter },
    responses: { 200: json('The item first, then others', AccountItems) },
  },
  handler: async (c) => c.json(await itemsOfAccount(c.get('services').store, c.req.valid('param').id), 200),
});
