import { EvidenceDeclineInput, EvidenceView } from '@lapwing/contracts';
import { declineEvidence } from '@lapwing/store/evidence/decline-evidence';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const declineEvidenceRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/evidence/{id}/decline',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'Turn a package down, or take it back',
    request: { params: IdParameter, body: jsonBody(EvidenceDeclineInput) },
    responses: { 200: json('The package', EvidenceView) },
  },
  handler: async (c) => {
    const input = { packageId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await declineEvidence(c.get('services').store, c.get('actor'), input), 200);
  },
});
