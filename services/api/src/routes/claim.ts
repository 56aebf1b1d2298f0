import { ClaimInput, ClaimView, permissionsOf } from '@lapwing/contracts';
import { claimItem, claimNext } from '@lapwing/store/claims/claim-item';
import { leaseMs } from './claim-lease.ts';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const claimRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/claims',
    'x-access': { kind: 'PERMISSION', permission: 'claim:take' },
    tags: ['Claims'],
    summary: 'Claim an item, or the next one',
    request: { body: jsonBody(ClaimInput) },
    responses: {
      201: json('The claim with its fencing token', ClaimView),
      204: { description: 'There is nothing left to claim' },
    },
  },
  handler: async (c) => {
    const { store, settings } = c.get('services');
    const { itemId } = c.req.valid('json');
    const { roles, scopes } = c.get('principal');
    const terms = {
      leaseMs: leaseMs(settings),
      canAdjudicate: permissionsOf(roles, scopes).has('decision:adjudicate'),
    };
    const claim =
      itemId === undefined
        ? await claimNext(store, c.get('actor'), terms)
        : await claimItem(store, c.get('actor'), itemId, terms);
    return claim === null ? c.body(null, 204) : c.json(claim, 201);
  },
});
