import { EvidenceInput, EvidenceView } from '@lapwing/contracts';
import { requestEvidence } from '@lapwing/store/evidence/request-evidence';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdempotencyHeaders } from './parameters.ts';

export const requestEvidenceRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/evidence',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'Ask for a package of evidence for the police',
    description: 'Nothing leaves before a second person approves.',
    request: { headers: IdempotencyHeaders, body: jsonBody(EvidenceInput) },
    responses: { 201: json('The package', EvidenceView) },
  },
  handler: async (c) => {
    const made = await requestEvidence(c.get('services').store, c.get('actor'), c.req.valid('json'), {
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    });
    return c.json(made, 201);
  },
});
