/**
 * Which items are picked to check the model, so that its figures are not only about what it liked itself. Half of the
 * share is picked at random; of the items that the model is unsure about, every one below five shares is. Where the
 * model abstains on a tenth of the posts, that is the share in all.
 */
const UNSURE_FACTOR = 5;
/** Hexadecimal digits of a version-7 UUID that are random, at its end. */
const RANDOM_DIGITS = 10;
const HALF = RANDOM_DIGITS / 2;

/**
 * Where a picked item stands inside its urgency and severity, as a score of 0–100; null when it is not picked. Both
 * the pick and the place come of the item's own random id: the same every time, no writer waits, and picked items
 * spread over the whole queue instead of filling its head.
 *
 * @param itemId version-7 UUID
 * @param share 0–1
 * @param unsure the model abstained
 */
export function checkPercentOf(itemId: string, share: number, unsure: boolean): number | null {
  const digits = itemId.replaceAll('-', '').slice(-RANDOM_DIGITS);
  const draw = (from: number): number => Number.parseInt(digits.slice(from, from + HALF), 16) / 16 ** HALF;
  const chance = unsure ? Math.min(1, share * UNSURE_FACTOR) : share / 2;
  return draw(0) < chance ? Math.floor(draw(HALF) * 101) : null;
}
