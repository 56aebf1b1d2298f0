import { LookupInput, LookupResult } from '@lapwing/contracts';
import { lookupUrls } from '@lapwing/store/flags/lookup-urls';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const lookUpFlagsRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/flags/lookup',
    'x-access': { kind: 'PERMISSION', permission: 'flag:lookup' },
    tags: ['Flags'],
    summary: 'Is this already known? For up to 100 addresses',
    description: 'A POST, so that addresses stay out of logs. It changes nothing.',
    request: { body: jsonBody(LookupInput) },
    responses: { 200: json('One result per address, in order', LookupResult) },
  },
  handler: async (c) =>
    c.json(await lookupUrls(c.get('services').store, c.get('actor'), c.req.valid('json').urls), 200),
});
