import { OpenAPIHono } from '@hono/zod-openapi';
import { accessMiddleware } from './access/access.ts';
import { createAuthenticator } from './access/authenticator.ts';
import { allowPairedOrigins } from './access/cors.ts';
import { createRateLimits } from './access/rate-limits.ts';
import type { ApiEnv, Services } from './api-env.ts';
import type { Dependencies } from './dependencies.ts';
import { createLiveChanges } from './events/live-changes.ts';
import { answerProblem, onError } from './http/answer-problem.ts';
import { limitBody, readJsonBody } from './http/json-body.ts';
import { createMetrics } from './http/metrics.ts';
import { requestFrame } from './http/request-frame.ts';
import { computeSecurityHeaders } from './http/security-headers.ts';
import { onInvalid } from './http/validation-hook.ts';
import { createAuth } from './identity/auth.ts';
import { handleAuth } from './identity/mount-auth.ts';
import { mountConsole } from './operation/console-files.ts';
import { mountDocumentation } from './operation/documentation.ts';
import { mountHealth } from './operation/health.ts';
import { routes } from './routes/index.ts';

/** The application; `app.request(…)` asks it without a server. */
export interface Api {
  app: OpenAPIHono<ApiEnv>;
  services: Services;
  /** Ends what runs in the background; what was given in stays open. */
  close(): void;
}

/** Paths whose bodies may be larger than others. */
const largerBodies = new Map(
  routes.flatMap(({ route }): [string, number][] =>
    'x-largest-body' in route ? [[route.path, route['x-largest-body']]] : [],
  ),
);

/** Puts the API together. Nothing is listened to, and the database is not asked, until a request comes. */
export async function createApp(dependencies: Dependencies): Promise<Api> {
  const { store, settings, log, redis } = dependencies;
  const auth = createAuth({
    store,
    publicUrl: settings.publicUrl,
    secret: dependencies.authSecret,
    organisationName: settings.organisationName,
    log,
  });
  const services: Services = {
    ...dependencies,
    auth,
    authenticator: createAuthenticator(store, auth),
    limits: createRateLimits(redis, settings.rateLimitPerMinute),
    metrics: createMetrics(store),
    changes: createLiveChanges(store, log),
  };
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });
  app.onError(onError);
  app.notFound((c) => answerProblem(c, 'not-found', { detail: 'There is no such address' }));
  app.use(requestFrame(services, await computeSecurityHeaders(settings.publicUrl)));
  app.use('/v1/*', limitBody(largerBodies), allowPairedOrigins);
  app.all('/v1/auth/*', handleAuth);
  mountRoutes(app);
  mountHealth(app);
  mountDocumentation(app, settings.publicUrl);
  if (dependencies.consoleDirectory !== null) mountConsole(app, dependencies.consoleDirectory);
  return { app, services, close: () => services.changes.close() };
}

/** Access first, then the body, then the schemas: a stranger learns nothing about what a request should look like. */
function mountRoutes(app: OpenAPIHono<ApiEnv>): void {
  const methods = new Map<string, string[]>();
  for (const { route } of routes) {
    const path = route.path.replaceAll(/\{(.+?)\}/g, ':$1');
    const method = route.method.toUpperCase();
    const hasBody = 'request' in route && 'body' in route.request;
    const before = [accessMiddleware(route['x-access'], route.path), ...(hasBody ? [readJsonBody] : [])];
    app.on([method], [path], ...before);
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  app.openapiRoutes(routes);
  for (const [path, allowed] of methods)
    app.all(path, (c) => answerProblem(c, 'method-not-allowed', { headers: { allow: allowed.join(', ') } }));
}
