import { MailboxState } from '@lapwing/contracts';
import { getMailbox } from '@lapwing/store/replies/get-mailbox';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const getMailboxRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/mailbox',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:read' },
    tags: ['Outcomes'],
    summary: 'When the mailbox for replies was last read, and what is wrong with it',
    responses: { 200: json('The mailbox that the exporter tried last', MailboxState) },
  },
  handler: async (c) => c.json(await getMailbox(c.get('services').store), 200),
});
