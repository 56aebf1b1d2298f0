import { Joined, JoinInput } from '@lapwing/contracts';
import { findInvitation } from '@lapwing/store/people/find-invitation';
import { joinWithInvitation } from '@lapwing/store/people/join-with-invitation';
import { hashPassword } from 'better-auth/crypto';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const joinRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/join',
    'x-access': { kind: 'PUBLIC' },
    tags: ['You'],
    summary: 'Join with a one-time link',
    description: 'Sets the password and signs in; a second factor has to be set up before anything else.',
    request: { body: jsonBody(JoinInput) },
    responses: { 201: json('You have joined, and a session is in the cookie', Joined) },
  },
  handler: async (c) => {
    const { store, limits, auth, authenticator } = c.get('services');
    await limits.attempt(c.get('address'), null);
    const { password, ...input } = c.req.valid('json');
    // Hashing is dear: not for a link that does not work.
    await findInvitation(store.db, input.token);
    const passwordHash = await hashPassword(password);
    const joined = await joinWithInvitation(store, { ...input, passwordHash }, c.get('requestId'));
    authenticator.forget();
    const { headers } = await auth.api.signInEmail({
      body: { email: joined.email, password },
      headers: new Headers({ 'x-request-id': c.get('requestId') }),
      returnHeaders: true,
    });
    for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
    return c.json(joined, 201);
  },
});
