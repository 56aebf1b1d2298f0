import { RememberedMapping } from '@lapwing/contracts';
import { getOutcomeMapping } from '@lapwing/store/outcomes/get-outcome-mapping';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const getOutcomeMappingRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/recipients/{id}/outcome-mapping',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: "How the last file of a recipient's outcomes was read",
    request: { params: IdParameter },
    responses: { 200: json('The mapping, or null before the first file', RememberedMapping) },
  },
  handler: async (c) =>
    c.json(await getOutcomeMapping(c.get('services').store, c.req.valid('param').id), 200),
});
