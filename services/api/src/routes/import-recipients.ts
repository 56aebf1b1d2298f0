import { MAX_RECIPIENT_FILE_BYTES, RecipientFile, RecipientFileChanges } from '@lapwing/contracts';
import { importRecipients } from '@lapwing/store/recipients/import-recipients';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const importRecipientsRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/recipients/file',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    'x-largest-body': MAX_RECIPIENT_FILE_BYTES,
    tags: ['Recipients'],
    summary: 'Add and change recipients by a file, all or none',
    description: 'Needs `seen` of a preview of the same file: nothing is changed that nobody saw.',
    request: {
      query: z.strictObject({ seen: z.string().min(1).max(100) }),
      body: jsonBody(RecipientFile),
    },
    responses: { 200: json('What was changed', RecipientFileChanges) },
  },
  handler: async (c) =>
    c.json(
      await importRecipients(
        c.get('services').store,
        c.get('actor'),
        c.req.valid('json'),
        c.req.valid('query'),
      ),
      200,
    ),
});
