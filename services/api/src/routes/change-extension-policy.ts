import { ExtensionPolicyInput, ExtensionPolicyView } from '@lapwing/contracts';
import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { answerWithEtag } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IfMatch } from './parameters.ts';

export const changeExtensionPolicyRoute = defineRoute({
  route: {
    method: 'put',
    path: '/v1/extension/policy',
    'x-access': { kind: 'PERMISSION', permission: 'extension:manage' },
    tags: ['Extension'],
    summary: "Change what holds for analysts' extensions, unless somebody changed it meanwhile",
    request: { headers: IfMatch, body: jsonBody(ExtensionPolicyInput) },
    responses: { 200: json('The policy', ExtensionPolicyView) },
  },
  handler: async (c) => {
    const change = { version: c.req.valid('header')['if-match'], input: c.req.valid('json') };
    const policy = await changeExtensionPolicy(c.get('services').store, c.get('actor'), change);
    answerWithEtag(c, String(policy.version));
    return c.json(policy, 200);
  },
});
