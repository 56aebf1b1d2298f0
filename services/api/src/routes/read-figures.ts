import { Figures, FiguresQuery } from '@lapwing/contracts';
import { readFigures } from '@lapwing/store/figures/read-figures';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const readFiguresRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/figures',
    'x-access': { kind: 'PERMISSION', permission: 'figures:read' },
    tags: ['Figures'],
    summary: 'What was sent in a year and what became of it, small counts withheld',
    request: { query: FiguresQuery },
    responses: { 200: json('Aggregates only', Figures) },
  },
  handler: async (c) => c.json(await readFigures(c.get('services').store, c.req.valid('query')), 200),
});
