import { RecipientView } from '@lapwing/contracts';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const listRecipientsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/recipients',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:read' },
    tags: ['Recipients'],
    summary: 'Channels that take referrals',
    responses: { 200: json('All recipients', z.object({ recipients: z.array(RecipientView) })) },
  },
  handler: async (c) => c.json({ recipients: await listRecipients(c.get('services').store) }, 200),
});
