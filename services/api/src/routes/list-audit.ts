import { AuditPage } from '@lapwing/contracts';
import { listAudit } from '@lapwing/store/audit/list-audit';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { PageQuery } from './parameters.ts';

export const listAuditRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/audit',
    'x-access': { kind: 'PERMISSION', permission: 'audit:read' },
    tags: ['Audit'],
    summary: 'The audit log, newest first',
    description: 'Reading it is itself on record.',
    request: { query: PageQuery },
    responses: { 200: json('One page', AuditPage) },
  },
  handler: async (c) =>
    c.json(await listAudit(c.get('services').store, c.get('actor'), c.req.valid('query')), 200),
});
