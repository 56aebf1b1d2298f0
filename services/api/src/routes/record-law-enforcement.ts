import { LawEnforcementInput } from '@lapwing/contracts';
import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { demandPermission } from '../access/access.ts';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const recordLawEnforcementRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/items/{id}/law-enforcement',
    'x-access': { kind: 'PERMISSION', permission: 'law-enforcement:record' },
    tags: ['Items'],
    summary: "Record that law enforcement was told, or a lead's written override",
    description: 'An override needs the permission law-enforcement:override.',
    request: { params: IdParameter, body: jsonBody(LawEnforcementInput) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const input = c.req.valid('json');
    if (input.kind === 'OVERRIDE') demandPermission(c.get('principal'), 'law-enforcement:override');
    await recordLawEnforcement(c.get('services').store, c.get('actor'), c.req.valid('param').id, input);
    return c.body(null, 204);
  },
});
