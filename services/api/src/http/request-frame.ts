import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnv, Services } from '../api-env.ts';

const acceptableRequestId = /^[A-Za-z0-9._-]{8,64}$/;
const UNROUTED = '(none)';

/**
 * Around every request: its id (taken over from `x-request-id` where it is sane), the headers that every answer
 * has, one log line without query, body or path, and the duration for the metrics.
 */
export function requestFrame(
  services: Services,
  securityHeaders: readonly (readonly [string, string])[],
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && acceptableRequestId.test(given) ? given : randomUUID();
    c.set('services', services);
    c.set('requestId', requestId);
    c.set('route', UNROUTED);
    c.set('address', addressOf(c, services.settings.trustProxy));
    const outgoing = c.env?.outgoing;
    for (const [name, value] of [['x-request-id', requestId] as const, ...securityHeaders]) {
      // Straight to Node's answer where there is one: as Headers these cost more than everything else in here.
      if (outgoing === undefined) c.header(name, value);
      else outgoing.setHeader(name, value);
    }
    await next();
    const seconds = (performance.now() - startedAt) / 1000;
    const route = c.get('route');
    const { status } = c.res;
    services.metrics.observeRequest(c.req.method, route, status, seconds);
    services.requestLog.info(
      { requestId, method: c.req.method, route, status, ms: Math.round(seconds * 1000) },
      'request',
    );
  };
}

/** Behind a proxy the last entry of X-Forwarded-For, which is the one that the proxy itself saw. */
function addressOf(c: Context<ApiEnv>, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded.slice(0, 64);
  }
  return c.env?.incoming?.socket.remoteAddress ?? 'unknown';
}
