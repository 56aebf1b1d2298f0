import { permissionsOf } from '@lapwing/contracts';
import { streamSSE } from 'hono/streaming';
import { sendChanges } from '../events/send-changes.ts';
import { ApiProblem } from '../http/api-problem.ts';
import { defineRoute } from './define-route.ts';

const STREAMS_AT_MOST = 500;

export const watchEventsRoute = defineRoute({
  route: {
    method: 'get',
    path: '/v1/events',
    'x-access': { kind: 'PERMISSION', permission: 'events:read' },
    tags: ['Operation'],
    summary: 'What changes, as server-sent events',
    description:
      'Each event says that something changed, never what: ask again with your own permissions. RESYNC: ask for everything.',
    responses: { 200: { description: 'text/event-stream of LiveEvent' } },
  },
  handler: (c) => {
    const { changes, authenticator } = c.get('services');
    if (changes.subscribers >= STREAMS_AT_MOST)
      throw new ApiProblem('unavailable', 'Too many listen to this process already');
    const { headers } = c.req.raw;
    const stillAllowed = async () => {
      const identified = await authenticator.identify(headers);
      return (
        identified.state === 'KNOWN' &&
        permissionsOf(identified.principal.roles, identified.principal.scopes).has('events:read')
      );
    };
    const resumed = c.req.header('last-event-id') !== undefined;
    // Proxies that buffer would hold events back.
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, (stream) => sendChanges(stream, changes, { stillAllowed, resumed }));
  },
});
