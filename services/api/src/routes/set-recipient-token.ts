import { mastodonRights, RecipientToken } from '@lapwing/contracts';
import { setRecipientToken } from '@lapwing/store/deliveries/set-recipient-token';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const setRecipientTokenRoute = defineRoute({
  route: {
    method: 'put',
    path: '/v1/recipients/{id}/token',
    'x-access': { kind: 'PERMISSION', permission: 'recipient:manage' },
    tags: ['Recipients'],
    summary: 'Keep the token that lets reports in at a recipient',
    description: `Kept sealed for the server that the settings name, and never shown again. At a Mastodon server it needs the rights ${mastodonRights.join(' and ')}; for Bluesky it is an app password, for ROOST Coop the API key.`,
    request: { params: IdParameter, body: jsonBody(RecipientToken) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const input = { recipientId: c.req.valid('param').id, ...c.req.valid('json') };
    await setRecipientToken(c.get('services').store, c.get('actor'), input);
    return c.body(null, 204);
  },
});
