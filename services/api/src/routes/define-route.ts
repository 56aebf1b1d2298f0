import type { OpenAPIRoute, RouteConfig } from '@hono/zod-openapi';
import type { Access } from '../access/access.ts';
import type { ApiEnv } from '../api-env.ts';

/** A route as OpenAPI describes it, with who may call it. */
export type LapwingRouteConfig = RouteConfig & {
  'x-access': Access;
  /** Largest body in bytes, where it may be larger than that of other routes. */
  'x-largest-body'?: number;
};

/** One route: what it takes and gives, who may call it, and the one verb that it calls. */
export function defineRoute<R extends LapwingRouteConfig>(
  route: OpenAPIRoute<R, ApiEnv>,
): OpenAPIRoute<R, ApiEnv> {
  return route;
}
