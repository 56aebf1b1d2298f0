import { QueuePage, QueueQuery } from '@lapwing/contracts';
import { listQueue } from '@lapwing/store/items/list-queue';
import { answerWithEtag, digestOf } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, notModified } from './describe.ts';

export const listItemsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/items',
    'x-access': { kind: 'PERMISSION', permission: 'item:read' },
    tags: ['Items'],
    summary: 'The queue, most pressing first',
    request: { query: QueueQuery },
    responses: { 200: json('One page', QueuePage), 304: notModified },
  },
  handler: async (c) => {
    const page = await listQueue(c.get('services').store, c.get('actor'), c.req.valid('query'));
    // The time of the answer is no change of the page.
    if (answerWithEtag(c, digestOf({ ...page, serverTime: '' }))) return c.body(null, 304);
    return c.json(page, 200);
  },
});
