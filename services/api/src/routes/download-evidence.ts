import { readEvidenceArchive } from '@lapwing/store/evidence/read-evidence-archive';
import { attachment } from '../http/attachment.ts';
import { defineRoute } from './define-route.ts';
import { IdParameter } from './parameters.ts';

export const downloadEvidenceRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/evidence/{id}/archive',
    'x-access': { kind: 'PERMISSION', permission: 'evidence:request' },
    tags: ['Evidence'],
    summary: 'Download a package',
    description: 'A disclosure: the audit log says who downloaded what, for whom, with which fields.',
    request: { params: IdParameter },
    responses: { 200: { description: 'A zip archive, the same bytes each time' } },
  },
  handler: async (c) =>
    attachment(
      c,
      await readEvidenceArchive(c.get('services').store, c.get('actor'), c.req.valid('param').id),
    ),
});
