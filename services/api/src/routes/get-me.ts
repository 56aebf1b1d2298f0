import { Me, permissionsOf } from '@lapwing/contracts';
import { defineRoute } from './define-route.ts';
import { json } from './describe.ts';

export const getMeRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/me',
    'x-access': { kind: 'PERMISSION', permission: 'self:read', withoutSecondFactor: true },
    tags: ['You'],
    summary: 'Who you are and what you may do',
    responses: { 200: json('You', Me) },
  },
  handler: (c) => {
    const { roles, scopes, personId, name, email, pseudonym, secondFactor } = c.get('principal');
    const { organisationName, emergencyContacts } = c.get('services').settings;
    const permissions = [...permissionsOf(roles, scopes)];
    return c.json(
      {
        personId,
        name,
        email,
        pseudonym,
        roles,
        permissions,
        secondFactor,
        organisation: organisationName,
        emergencyContacts,
      },
      200,
    );
  },
});
