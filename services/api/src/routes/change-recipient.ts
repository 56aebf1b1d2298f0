import { RecipientInput, RecipientView } from '@lapwing/contracts';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

/** The version that was seen, as an entity tag: `"3"`. */
const IfMatch = z.object({
  'if-match': z
    .string('Send If-Match with the version that you saw, in quotes')
    .regex(/^"\d{1,9}"$/, 'Send If-Match with the version that you saw, in quotes')
    .transform((tag) => Number(tag.slice(1, -1))),
});

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
