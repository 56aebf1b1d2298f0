import { EvidenceChoice, EvidencePreview } from '@lapwing/contracts';
import { previewEvidence } from '@lapwing/store/evidence/preview-evidence';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const previewEvidenceRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/evidence/preview',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'See exactly what a package would say',
    description: 'A disclosure: the audit log says who looked at what.',
    request: { body: jsonBody(EvidenceChoice) },
    responses: { 200: json('What it would say of the items', EvidencePreview) },
  },
  handler: async (c) =>
    c.json(await previewEvidence(c.get('services').store, c.get('actor'), c.req.valid('json')), 200),
});
