import { DecisionInput, DecisionMade, permissionsOf } from '@lapwing/contracts';
import { decide } from '@lapwing/store/decisions/decide';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const decideRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/decisions',
    'x-access': { kind: 'PERMISSION', permission: 'decision:make' },
    tags: ['Decisions'],
    summary: 'Decide a claimed item',
    request: { body: jsonBody(DecisionInput) },
    responses: { 201: json('What the decision led to', DecisionMade) },
  },
  handler: async (c) => {
    const { roles, scopes } = c.get('principal');
    const canAdjudicate = permissionsOf(roles, scopes).has('decision:adjudicate');
    const made = await decide(c.get('services').store, c.get('actor'), c.req.valid('json'), {
      canAdjudicate,
    });
    return c.json(made, 201);
  },
});
