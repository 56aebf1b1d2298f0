/**
 * Milliseconds of a `RateLimit-Reset`, in which servers say seconds from now, seconds since 1970 (Bluesky) or a date
 * (Mastodon); null where it says none of these.
 */
export function waitOfReset(reset: string): number | null {
  const sinceEpoch = /^\d{10}$/.test(reset);
  return sinceEpoch ? Math.max(0, Number(reset) * 1_000 - Date.now()) : waitOf(reset);
}

/** Milliseconds of a `Retry-After` (RFC 9110: seconds or a date); null where it says neither. */
export function waitOf(retryAfter: string): number | null {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now());
}
