import { EvidencePage } from '@lapwing/contracts';
import { listEvidence } from '@lapwing/store/evidence/list-evidence';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { PageQuery } from './parameters.ts';

export const listEvidenceRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/evidence',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'Packages, newest first',
    request: { query: PageQuery },
    responses: { 200: json('One page', EvidencePage) },
  },
  handler: async (c) => c.json(await listEvidence(c.get('services').store, c.req.valid('query')), 200),
});
