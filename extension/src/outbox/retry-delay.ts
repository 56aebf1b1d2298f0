const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 15 * 60_000;
/** A server that asks for more than this is asked again all the same. */
const LONGEST_RETRY_AFTER_MS = 60 * 60_000;

/**
 * How long to wait after the `attempts`-th failed attempt, in milliseconds: exponential from 2 s to 15 min, with
 * the upper half of each step random (`random` in [0, 1)), so that many extensions do not return together. A
 * server's Retry-After is never undercut, up to an hour.
 */
export function retryDelay(attempts: number, random: number, retryAfterMs: number | null = null): number {
  const step = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  const jittered = step / 2 + (step / 2) * random;
  const floor = Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, retryAfterMs ?? 0));
  return Math.round(floor + (floor > 0 ? FIRST_DELAY_MS * random : jittered));
}

const URGENT_DELAY_MS = 2_500;
/** The longest wait between two attempts to deliver imminent danger, whatever the server asks for. */
export const LONGEST_URGENT_DELAY_MS = 10_000;

/**
 * How long imminent danger waits after a failed attempt, in milliseconds: a few seconds, however often it failed. What
 * the server asks for is kept to up to ten seconds.
 */
export function urgentRetryDelay(random: number, retryAfterMs: number | null = null): number {
  const asked = Math.min(LONGEST_URGENT_DELAY_MS, Math.max(0, retryAfterMs ?? 0));
  return Math.max(asked, Math.round(URGENT_DELAY_MS * (1 + random)));
}

/** A Retry-After header (RFC 9110, section 10.2.3: seconds or an HTTP date) in milliseconds from now, or null. */
export function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
