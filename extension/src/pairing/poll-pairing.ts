import { DEVICE_CLIENT_ID } from '../extension-identity.ts';
import type { Fetch } from '../server/ask-server.ts';
import { DEVICE_GRANT, DeviceToken, DeviceTokenError, type PendingPairing } from './device-authorization.ts';

export type PollResult =
  | { kind: 'APPROVED'; token: string }
  /** Ask again after this many milliseconds. */
  | { kind: 'WAIT'; intervalMs: number }
  | { kind: 'DENIED' }
  | { kind: 'EXPIRED' };

const SLOWER_MS = 5_000;
const SLOWEST_MS = 60_000;

/**
 * Asks once whether the person approved (RFC 8628, sections 3.4 and 3.5). `slow_down` adds 5 s to the interval for
 * good; an unreachable server doubles it, up to a minute. Never throws.
 */
export async function pollPairing(pending: PendingPairing, now: number, fetch: Fetch): Promise<PollResult> {
  if (now >= pending.expiresAt) return { kind: 'EXPIRED' };
  const later = { kind: 'WAIT', intervalMs: Math.min(SLOWEST_MS, pending.intervalMs * 2) } as const;
  let body: unknown;
  try {
    const response = await fetch(`${pending.server}/v1/auth/device/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        grant_type: DEVICE_GRANT,
        device_code: pending.deviceCode,
        client_id: DEVICE_CLIENT_ID,
      }),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(20_000),
    });
    body = await response.json();
  } catch {
    return later;
  }
  const token = DeviceToken.safeParse(body);
  if (token.success) return { kind: 'APPROVED', token: token.data.access_token };
  const failure = DeviceTokenError.safeParse(body);
  switch (failure.data?.error) {
    case 'authorization_pending':
      return { kind: 'WAIT', intervalMs: pending.intervalMs };
    case 'slow_down':
      return { kind: 'WAIT', intervalMs: pending.intervalMs + SLOWER_MS };
    case 'access_denied':
      return { kind: 'DENIED' };
    case 'expired_token':
    case 'invalid_grant':
      return { kind: 'EXPIRED' };
    default:
      return later;
  }
}
