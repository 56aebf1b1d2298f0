/** Start values of the two feature blocks: the same letters are different features as a word and as an n-gram. */
export const CHAR_SEED = 0x811c9dc5;
export const WORD_SEED = 0x3c6ef372;

/** One step of FNV-1a over a UTF-16 unit. */
export function extendHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Murmur3's finaliser: spreads FNV's weak low bits, and makes the result an unsigned 32-bit integer. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Hashes a whole string; for keys and seeds as well as for words. */
export function hashString(text: string, seed = WORD_SEED): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = extendHash(hash, text.charCodeAt(i));
  return finishHash(hash);
}
