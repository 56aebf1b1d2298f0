import { ExtensionPolicyView } from '@lapwing/contracts';
import { readExtensionPolicy } from '@lapwing/store/extension/read-extension-policy';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, notModified } from './describe.ts';

export const getExtensionPolicyRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/extension/policy',
    'x-access': { kind: 'PERMISSION', permission: 'self:read' },
    tags: ['Extension'],
    summary: "What the organisation decides for its analysts' extensions",
    responses: { 200: json('The policy; its version is the ETag', ExtensionPolicyView), 304: notModified },
  },
  handler: async (c) => {
    const policy = await readExtensionPolicy(c.get('services').store);
    if (answerWithEtag(c, String(policy.version))) return c.body(null, 304);
    return c.json(policy, 200);
  },
});
