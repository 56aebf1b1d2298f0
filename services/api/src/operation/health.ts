import type { OpenAPIHono } from '@hono/zod-openapi';
import { permissionsOf } from '@lapwing/contracts';
import { describeError } from '@lapwing/store/logging';
import { readiness } from '@lapwing/store/workload/readiness';
import type { Context } from 'hono';
import type { ApiEnv } from '../api-env.ts';
import { ApiProblem } from '../http/api-problem.ts';

/** What watches this process asks: is it alive, can it work, what is it doing. */
export function mountHealth(app: OpenAPIHono<ApiEnv>): void {
  app.get('/healthz', (c) => {
    c.set('route', '/healthz');
    return c.json({ status: 'ok' });
  });

  app.get('/readyz', async (c) => {
    c.set('route', '/readyz');
    const { store, redis, log } = c.get('services');
    // Flags are accepted without Redis, so its absence is told and does not take this process out of service.
    const queue = redis === null ? 'absent' : redis.status === 'ready' ? 'ok' : 'degraded';
    try {
      const database = await readiness(store);
      const ready = database === 'ok';
      return c.json({ status: ready ? 'ok' : 'unready', database, redis: queue }, ready ? 200 : 503);
    } catch (error) {
      log.warn({ err: describeError(error) }, 'not ready: the database does not answer');
      return c.json({ status: 'unready', database: 'away', redis: queue }, 503);
    }
  });

  app.get('/metrics', async (c) => {
    c.set('route', '/metrics');
    await refuseStrangers(c);
    const { contentType, text } = await c.get('services').metrics.render();
    return c.body(text, 200, { 'content-type': contentType });
  });
}

const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Metrics are for this machine, and elsewhere for an admin's API token. A proxy makes everybody look local. */
async function refuseStrangers(c: Context<ApiEnv>): Promise<void> {
  const forwarded = c.req.header('x-forwarded-for') ?? c.req.header('forwarded');
  const address = c.env?.incoming?.socket.remoteAddress ?? '';
  if (forwarded === undefined && loopback.test(address)) return;
  const { authenticator, limits } = c.get('services');
  await limits.address(c.get('address'));
  const identified = await authenticator.identify(c.req.raw.headers);
  if (identified.state !== 'KNOWN') throw new ApiProblem('unauthenticated', 'Send an API token of an admin');
  const { principal } = identified;
  const enrolled = principal.by !== 'SESSION' || principal.secondFactor;
  if (!enrolled || !permissionsOf(principal.roles, principal.scopes).has('dead-letter:manage'))
    throw new ApiProblem('forbidden', 'This needs the permission dead-letter:manage');
}
