import { ClaimTokenInput, ClaimView } from '@lapwing/contracts';
import { renewClaim } from '@lapwing/store/claims/renew-claim';
import { leaseMs } from './claim-lease.ts';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const renewClaimRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/claims/{id}/renew',
    'x-access': { kind: 'PERMISSION', permission: 'claim:take' },
    tags: ['Claims'],
    summary: 'Hold an item longer',
    request: { params: IdParameter, body: jsonBody(ClaimTokenInput) },
    responses: { 200: json('The claim with its new end', ClaimView) },
  },
  handler: async (c) => {
    const { store, settings } = c.get('services');
    const { id } = c.req.valid('param');
    const { token } = c.req.valid('json');
    return c.json(await renewClaim(store, c.get('actor'), id, token, leaseMs(settings)), 200);
  },
});
