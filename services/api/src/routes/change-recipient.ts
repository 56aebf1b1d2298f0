import { RecipientInput, RecipientView } from '@lapwing/contracts';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter, IfMatch } from './parameters.ts';

export const changeRecipientRoute = defineRoute({
  route: {
    method: 'put',
    path: '/v1/recipients/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    tags: ['Recipients'],
    summary: 'Change a recipient that nobody changed meanwhile',
    request: { params: IdParameter, headers: IfMatch, body: jsonBody(RecipientInput) },
    responses: { 200: json('The recipient', RecipientView) },
  },
  handler: async (c) => {
    const change = {
      recipientId: c.req.valid('param').id,
      version: c.req.valid('header')['if-match'],
      input: c.req.valid('json'),
    };
    return c.json(await changeRecipient(c.get('services').store, c.get('actor'), change), 200);
  },
});
