import { Id } from '@lapwing/contracts';
import { readBatchFile } from '@lapwing/store/batches/read-batch-file';
import { z } from 'zod';
import { attachment } from '../http/attachment.ts';
import { defineRoute } from './define-route.ts';

export const downloadBatchFileRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/batches/{id}/files/{name}',
    'x-access': { kind: 'PERMISSION', permission: 'batch:download' },
    tags: ['Batches'],
    summary: 'Download one file of a batch',
    description: 'A disclosure: the audit log says who downloaded what.',
    request: { params: z.object({ id: Id, name: z.string().min(1).max(200) }) },
    responses: { 200: { description: 'The file, to the byte' } },
  },
  handler: async (c) => {
    const { id, name } = c.req.valid('param');
    const { file, bytes } = await readBatchFile(c.get('services').store, c.get('actor'), {
      batchId: id,
      name,
    });
    return attachment(c, { name: file.name, mediaType: file.mediaType, size: file.bytes, bytes });
  },
});
