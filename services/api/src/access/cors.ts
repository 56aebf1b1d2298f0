import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { ApiEnv } from '../api-env.ts';

const extensionOrigin = /^(?:chrome-extension|moz-extension|safari-web-extension):\/\/[A-Za-z0-9-]{1,64}$/;

/** Where a pairing begins: whoever pairs is not paired yet. Both take no cookie and give nothing without approval. */
const pairingPaths = new Set(['/v1/auth/device/code', '/v1/auth/device/token']);

const answer = cors({
  origin: async (origin, c: Context<ApiEnv>) => {
    if (pairingPaths.has(c.req.path)) return origin;
    const { authenticator, limits } = c.get('services');
    const paired = await authenticator.isPaired(origin, () => limits.address(c.get('address')));
    return paired ? origin : null;
  },
  credentials: false,
  allowMethods: ['GET', 'POST', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'x-request-id'],
  exposeHeaders: ['etag', 'retry-after', 'x-request-id'],
  maxAge: 600,
});

/**
 * Cross-origin reading is for browser extensions only: any of them may begin a pairing, only those paired now may do
 * more. Never with cookies; an extension shows its own token.
 */
export const allowPairedOrigins: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const origin = c.req.header('origin');
  return origin !== undefined && extensionOrigin.test(origin) ? answer(c, next) : next();
};
