/** Milliseconds of a `Retry-After` (RFC 9110: seconds or a date); null where it says neither. */
export function waitOf(retryAfter: string): number | null {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now());
}
