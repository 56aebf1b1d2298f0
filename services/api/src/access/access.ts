import { type Permission, permissionsOf } from '@lapwing/contracts';
import type { Principal } from '@lapwing/store/identity/principal';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api-env.ts';
import { ApiProblem } from '../http/api-problem.ts';
import type { Identified } from './authenticator.ts';
import { isSameOrigin } from './same-origin.ts';
import { demandSignature } from './signed-by-recipient.ts';

/** Who may call a route. Every route says it, and this file is the one place that decides it. */
export type Access =
  /** Anybody: nothing is read or changed on somebody's behalf. */
  | { kind: 'PUBLIC' }
  /** The recipient of the path, by its signature over the body. */
  | { kind: 'SIGNED_BY_RECIPIENT' }
  | {
      kind: 'PERMISSION';
      permission: Permission;
      /** Only a person at the console: no token can give itself more, or see other tokens. */
      session?: true;
      /** Needed to get a second factor in the first place. */
      withoutSecondFactor?: true;
    };

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Authenticates, limits and authorises. After it, `principal` and `actor` are set on routes with a permission. */
export function accessMiddleware(access: Access, route: string): MiddlewareHandler<ApiEnv> {
  if (access.kind === 'PUBLIC')
    return async (c, next) => {
      c.set('route', route);
      await c.get('services').limits.address(c.get('address'));
      return next();
    };
  if (access.kind === 'SIGNED_BY_RECIPIENT')
    return async (c, next) => {
      c.set('route', route);
      await c.get('services').limits.address(c.get('address'));
      await demandSignature(c);
      return next();
    };
  const { permission, session = false, withoutSecondFactor = false } = access;
  return async (c, next) => {
    c.set('route', route);
    const { principal } = await identifyWithinLimits(c);
    if (principal.by === 'SESSION') {
      if (
        !safeMethods.has(c.req.method) &&
        !isSameOrigin(c.req.raw.headers, c.get('services').settings.publicUrl)
      )
        throw new ApiProblem('forbidden', 'This request came from another site');
      if (!principal.secondFactor && !withoutSecondFactor)
        throw new ApiProblem('second-factor-required', 'Set up a one-time code or a passkey first');
    } else if (session) {
      throw new ApiProblem('forbidden', 'Only a person at the console can do this, not a token');
    }
    demandPermission(principal, permission);
    c.set('principal', principal);
    c.set('actor', { personId: principal.personId, requestId: c.get('requestId') });
    return next();
  };
}

/** Refuses whoever does not hold a permission; for routes that need another one for part of what they take. */
export function demandPermission(principal: Principal, permission: Permission): void {
  if (!permissionsOf(principal.roles, principal.scopes).has(permission))
    throw new ApiProblem('forbidden', `This needs the permission ${permission}`);
}

/**
 * Who this is, counted against the limits of the address and of the person. Somebody seen a moment ago is counted
 * under both at once; of a stranger the address is counted before the database is asked.
 */
async function identifyWithinLimits(c: Context<ApiEnv>): Promise<{ principal: Principal }> {
  const { authenticator, limits } = c.get('services');
  const { headers } = c.req.raw;
  const remembered = authenticator.remembered(headers);
  if (remembered !== undefined) {
    await Promise.all([limits.address(c.get('address')), limits.person(remembered.principal.personId)]);
    return remembered;
  }
  await limits.address(c.get('address'));
  const known = refuseNobody(await authenticator.identify(headers));
  for (const cookie of known.setCookies) c.header('set-cookie', cookie, { append: true });
  await limits.person(known.principal.personId);
  return known;
}

function refuseNobody(identified: Identified): Extract<Identified, { state: 'KNOWN' }> {
  if (identified.state === 'KNOWN') return identified;
  if (identified.state === 'ENDED' && identified.kind === 'EXTENSION')
    throw new ApiProblem('pairing-expired', 'This pairing was ended or has run out');
  throw new ApiProblem(
    'unauthenticated',
    identified.state === 'ENDED' ? 'This token was revoked or has run out' : 'Nobody is signed in',
  );
}
