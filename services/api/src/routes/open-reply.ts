import { OpenedReply } from '@lapwing/contracts';
import { openReply } from '@lapwing/store/replies/open-reply';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const openReplyRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/outcome-lines/{id}/open',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'Read a reply in the tray, on purpose',
    description: 'A disclosure: the audit log says who opened which reply.',
    request: { params: IdParameter },
    responses: { 200: json('What was kept of it', OpenedReply) },
  },
  handler: async (c) =>
    c.json(await openReply(c.get('services').store, c.get('actor'), c.req.valid('param').id), 200),
});
