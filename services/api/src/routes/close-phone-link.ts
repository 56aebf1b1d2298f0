import { closePhoneLink } from '@lapwing/store/phone/close-phone-link';
import { defineRoute } from './define-route.ts';
import { done } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const closePhoneLinkRoute = defineRoute({
  route: {
    method: 'delete',
    path: '/v1/phone-links/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Phone'],
    summary: 'End a link of yours; what came over it still waits for you',
    request: { params: IdParameter },
    responses: { 204: done },
  },
  handler: async (c) => {
    await closePhoneLink(c.get('services').store, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  },
});
