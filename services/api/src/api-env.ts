import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '@lapwing/store/identity/principal';
import type { Actor } from '@lapwing/store/store';
import type { Authenticator } from './access/authenticator.ts';
import type { RateLimits } from './access/rate-limits.ts';
import type { Dependencies } from './dependencies.ts';
import type { LiveChanges } from './events/live-changes.ts';
import type { Metrics } from './http/metrics.ts';
import type { Auth } from './identity/auth.ts';

/** What every request can reach. Made once per process. */
export interface Services extends Dependencies {
  auth: Auth;
  authenticator: Authenticator;
  limits: RateLimits;
  metrics: Metrics;
  changes: LiveChanges;
}

/** Hono's types for this application. `principal` and `actor` are set on routes that need somebody. */
export interface ApiEnv {
  /** Node's own request and answer; absent when the application is asked without a server. */
  Bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse };
  Variables: {
    services: Services;
    requestId: string;
    address: string;
    /** Pattern of the route, for logs and metrics; never the path, which can hold what somebody typed. */
    route: string;
    principal: Principal;
    actor: Actor;
  };
}
