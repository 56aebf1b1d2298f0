import { RecipientInput, RecipientView } from '@lapwing/contracts';
import { createRecipient } from '@lapwing/store/recipients/create-recipient';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const createRecipientRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/recipients',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    tags: ['Recipients'],
    summary: 'Add a recipient',
    request: { body: jsonBody(RecipientInput) },
    responses: { 201: json('The recipient', RecipientView) },
  },
  handler: async (c) =>
    c.json(await createRecipient(c.get('services').store, c.get('actor'), c.req.valid('json')), 201),
});
