import { ClaimTokenInput } from '@lapwing/contracts';
import { handBackClaim } from '@lapwing/store/claims/hand-back-claim';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const handBackClaimRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/claims/{id}/hand-back',
    'x-access': { kind: 'PERMISSION', permission: 'claim:take' },
    tags: ['Claims'],
    summary: 'Give an item back to the queue, without a reason',
    request: { params: IdParameter, body: jsonBody(ClaimTokenInput) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const { token } = c.req.valid('json');
    await handBackClaim(c.get('services').store, c.get('actor'), c.req.valid('param').id, token);
    return c.body(null, 204);
  },
});
