/** Attempts after which a delivery is given up and a person decides. */
export const MOST_DELIVERY_ATTEMPTS = 8;

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** Where a child is in danger, eight attempts are over in time for a person to act within a quarter of an hour. */
const LONGEST_PAUSE_IN_DANGER_MS = 60_000;
const LONGEST_WISH_MS = 24 * 3_600_000;

/**
 * Milliseconds from a failed attempt to the next: 10 s, 40 s, 160 s … up to 6 h (1 min where danger is imminent), of
 * which a random half is left out, so that not everything comes back at once; or as long as the recipient asked for
 * (`Retry-After`), if that is longer: up to a day, and where danger is imminent no longer than the longest pause.
 *
 * @param attempt number of the attempt that failed, from 1
 * @param random from 0 to below 1
 */
export function pauseAfterAttempt(
  attempt: number,
  options: { imminent: boolean; retryAfterMs: number | null },
  random: () => number = Math.random,
): number {
  const longest = options.imminent ? LONGEST_PAUSE_IN_DANGER_MS : LONGEST_PAUSE_MS;
  const pause = Math.min(FIRST_PAUSE_MS * 4 ** (attempt - 1), longest);
  const wish = Math.min(
    options.retryAfterMs ?? 0,
    options.imminent ? LONGEST_PAUSE_IN_DANGER_MS : LONGEST_WISH_MS,
  );
  return Math.max(Math.round(pause * (0.5 + random() / 2)), wish);
}
