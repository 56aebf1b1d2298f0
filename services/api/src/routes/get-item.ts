import { ItemDetail } from '@lapwing/contracts';
import { getItem } from '@lapwing/store/items/get-item';
import { answerWithEtag, digestOf } from '../http/etag.ts';
import { defineRoute } from './define-route.ts';
import { json, notModified } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const getItemRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/items/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'item:read' },
    tags: ['Items'],
    summary: 'One item with its flags, score, decisions and history',
    request: { params: IdParameter },
    responses: { 200: json('The item; its texts stay sealed', ItemDetail), 304: notModified },
  },
  handler: async (c) => {
    const { roles } = c.get('principal');
    const item = await getItem(
      c.get('services').store,
      { ...c.get('actor'), roles },
      c.req.valid('param').id,
    );
    // A claim or a line of history changes what is shown without a new version of the item.
    const shown = { ...item, claim: item.claim && { ...item.claim, serverTime: '' } };
    if (answerWithEtag(c, `${item.version}-${digestOf(shown)}`)) return c.body(null, 304);
    return c.json(item, 200);
  },
});
