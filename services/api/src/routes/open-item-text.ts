import { OpenedText } from '@lapwing/contracts';
import { openText } from '@lapwing/store/items/open-text';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const openItemTextRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/items/{id}/open-text',
    'x-access': { kind: 'PERMISSION', permission: 'item:open-text' },
    tags: ['Items'],
    summary: 'Read the texts of an item, on purpose',
    description:
      'A disclosure: the audit log says who opened what. With the texts come the stretches that moved the score.',
    request: { params: IdParameter },
    responses: { 200: json('The texts and notes of its flags', OpenedText) },
  },
  handler: async (c) =>
    c.json(await openText(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
