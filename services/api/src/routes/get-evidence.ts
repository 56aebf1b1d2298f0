import { EvidenceDetail, permissionsOf } from '@lapwing/contracts';
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
    description: 'A disclosure: the audit log says who looked at what.',
    request: { params: IdParameter },
    responses: { 200: json('The package', EvidenceDetail) },
  },
  handler: async (c) => {
    const { roles, scopes } = c.get('principal');
    const canApprove = permissionsOf(roles, scopes).has('evidence:approve');
    const { id } = c.req.valid('param');
    return c.json(await getEvidence(c.get('services').store, c.get('actor'), id, { canApprove }), 200);
  },
});
