import { EvidenceApproveInput, EvidenceView } from '@lapwing/contracts';
import { approveEvidence } from '@lapwing/store/evidence/approve-evidence';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const approveEvidenceRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/evidence/{id}/approve',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:approve' },
    tags: ['Evidence'],
    summary: 'Let a package be made, as a second person',
    description:
      'Refused to who asked for it and to who flagged any of its items. `digest` is that of what was read; where the package says something else by now it is refused as `stale`.',
    request: { params: IdParameter, body: jsonBody(EvidenceApproveInput) },
    responses: { 202: json('The package, whose files are written afterwards', EvidenceView) },
  },
  handler: async (c) => {
    const input = { packageId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await approveEvidence(c.get('services').store, c.get('actor'), input), 202);
  },
});
