import { ChampionSeen } from '@lapwing/contracts';
import { rollBackModel } from '@lapwing/store/models/roll-back-model';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const rollBackModelRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/models/roll-back',
    'x-access': { kind: 'PERMISSION', permission: 'model:manage' },
    tags: ['Models'],
    summary: 'Put the version that was champion before back in its place',
    request: { body: jsonBody(ChampionSeen) },
    responses: { 200: json('The champion now', ChampionSeen) },
  },
  handler: async (c) => {
    const { champion } = c.req.valid('json');
    return c.json({ champion: await rollBackModel(c.get('services').store, c.get('actor'), champion) }, 200);
  },
});
