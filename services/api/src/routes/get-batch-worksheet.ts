import { BatchWorksheet } from '@lapwing/contracts';
import { batchWorksheet } from '@lapwing/store/batches/batch-worksheet';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const getBatchWorksheetRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/batches/{id}/worksheet',
    'x-access': { kind: 'PERMISSION', permission: 'batch:download' },
    tags: ['Batches'],
    summary: "The fields of a batch, to be copied into a recipient's web form",
    description: 'A disclosure: the audit log says who looked at what.',
    request: { params: IdParameter },
    responses: {
      200: json(
        'The fields of each referral, and the text of the report that would be made of it',
        BatchWorksheet,
      ),
    },
  },
  handler: async (c) => {
    c.header('cache-control', 'no-store');
    const { store, settings } = c.get('services');
    const { id } = c.req.valid('param');
    return c.json(await batchWorksheet(store, c.get('actor'), id, settings.organisationName), 200);
  },
});
