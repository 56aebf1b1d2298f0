import { MAX_RECIPIENT_FILE_BYTES, RecipientFile, RecipientFileChanges } from '@lapwing/contracts';
import { previewRecipientImport } from '@lapwing/store/recipients/preview-recipient-import';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const previewRecipientImportRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/recipients/file/preview',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    'x-largest-body': MAX_RECIPIENT_FILE_BYTES,
    tags: ['Recipients'],
    summary: 'What a file of recipients would change',
    request: { body: jsonBody(RecipientFile) },
    responses: { 200: json('Recipient by recipient', RecipientFileChanges) },
  },
  handler: async (c) =>
    c.json(await previewRecipientImport(c.get('services').store, c.req.valid('json')), 200),
});
