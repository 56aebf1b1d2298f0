import { RecipientFile } from '@lapwing/contracts';
import { exportRecipients } from '@lapwing/store/recipients/export-recipients';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const exportRecipientsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/recipients/file',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    tags: ['Recipients'],
    summary: 'Every recipient as a file',
    description: 'A disclosure: the audit log says who took it. No secret is in it.',
    responses: { 200: json('The file', RecipientFile) },
  },
  handler: async (c) => {
    const file = await exportRecipients(c.get('services').store, c.get('actor'));
    c.header('content-disposition', 'attachment; filename="recipients.json"');
    c.header('cache-control', 'no-store');
    return c.json(file, 200);
  },
});
