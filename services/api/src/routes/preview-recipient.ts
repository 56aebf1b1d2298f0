import { permissionsOf, RecipientPreview, RecipientPreviewInput } from '@lapwing/contracts';
import { previewRecipient } from '@lapwing/store/recipients/preview-recipient';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const previewRecipientRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/recipients/preview',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    tags: ['Recipients'],
    summary: 'What a recipient would get with these settings, saved or not',
    description:
      'An invented referral; for those who may also build batches, the first that is ready: a disclosure, then.',
    request: { body: jsonBody(RecipientPreviewInput) },
    responses: { 200: json('A row and the files', RecipientPreview) },
  },
  handler: async (c) => {
    const { roles, scopes } = c.get('principal');
    const mayReadReferrals = permissionsOf(roles, scopes).has('batch:build');
    c.header('cache-control', 'no-store');
    return c.json(
      await previewRecipient(c.get('services').store, c.get('actor'), c.req.valid('json'), {
        mayReadReferrals,
      }),
      200,
    );
  },
});
