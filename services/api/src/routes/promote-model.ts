import { ChampionSeen } from '@lapwing/contracts';
import { promoteModel } from '@lapwing/store/models/promote-model';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';
import { VersionParameter } from './parameters.ts';

export const promoteModelRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/models/{version}/promote',
    'x-access': { kind: 'PERMISSION', permission: 'model:manage' },
    tags: ['Models'],
    summary: 'Put the challenger in the champion’s place',
    description:
      'Only a version that scores in shadow. Refused as stale when another version is champion than the one in the body.',
    request: { params: VersionParameter, body: jsonBody(ChampionSeen) },
    responses: { 204: done },
  },
  handler: async (c) => {
    const { version } = c.req.valid('param');
    const { champion } = c.req.valid('json');
    await promoteModel(c.get('services').store, c.get('actor'), { version, champion });
    return c.body(null, 204);
  },
});
