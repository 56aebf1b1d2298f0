import { PersonChange, PersonView } from '@lapwing/contracts';
import { changePerson } from '@lapwing/store/people/change-person';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const changePersonRoute = defineRoute({
  route: {
    method: 'patch',
    path: '/v1/people/{id}',
    'x-access': { kind: 'PERMISSION', permission: 'person:manage' },
    tags: ['People'],
    summary: 'Change roles, deactivate or activate',
    description: 'Deactivating ends all sessions, pairings and tokens at once.',
    request: { params: IdParameter, body: jsonBody(PersonChange) },
    responses: { 200: json('The person', PersonView) },
  },
  handler: async (c) => {
    const { store, authenticator } = c.get('services');
    const person = await changePerson(store, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    authenticator.forget();
    return c.json(person, 200);
  },
});
