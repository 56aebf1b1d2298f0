import { Id, RecheckInput, RecheckRecorded } from '@lapwing/contracts';
import { recordRecheck } from '@lapwing/store/rechecks/record-recheck';
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const recordRecheckRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/rechecks/{referralId}',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Re-checks'],
    summary: 'Record what you saw when you looked again',
    request: { params: z.object({ referralId: Id }), body: jsonBody(RecheckInput) },
    responses: { 201: json('What was recorded, and when to look again', RecheckRecorded) },
  },
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    return c.json(await recordRecheck(c.get('services').store, c.get('actor'), input), 201);
  },
});
