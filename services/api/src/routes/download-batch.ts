import { streamBatchArchive } from '@lapwing/store/batches/batch-archive';
import { attachment } from '../http/attachment.ts';
import { defineRoute } from './define-route.ts';
import { IdParameter } from './parameters.ts';

export const downloadBatchRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/batches/{id}/archive',
    'x-access': { kind: 'PERMISSION', permission: 'batch:download' },
    tags: ['Batches'],
    summary: 'Download all files of a batch as one zip',
    description: 'A disclosure: the audit log says who downloaded what.',
    request: { params: IdParameter },
    responses: { 200: { description: 'A zip archive' } },
  },
  handler: async (c) =>
    attachment(c, await streamBatchArchive(c.get('services').store, c.get('actor'), c.req.valid('param').id)),
});
