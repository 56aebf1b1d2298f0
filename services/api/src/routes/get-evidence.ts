import { EvidenceDetail } from '@lapwing/contracts';
import { getEvidence } from '@lapwing/store/evidence/get-evidence';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const getEvidenceRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/evidence/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'One package with what it says',
    request: { params: IdParameter },
    responses: { 200: json('The package', EvidenceDetail) },
  },
  handler: async (c) => c.json(await getEvidence(c.get('services').store, c.req.valid('param').id), 200),
});
