/** The pruned vocabulary: a 32-bit hash has a row, or is unknown. Rows are in ascending order of hash. */
export type FeatureTable = {
  hashes: Uint32Array;
  idf: Float32Array;
  /** Row of a hash, or -1. */
  rowOf: (hash: number) => number;
};

/** Builds the look-up (open addressing, half full at most) over hashes that are unique and ascending. */
export function createFeatureTable(hashes: Uint32Array, idf: Float32Array): FeatureTable {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const mask = size - 1;
  const rows = new Int32Array(size).fill(-1);
  for (const [row, hash] of hashes.entries()) {
    let slot = hash & mask;
    while (rows[slot] !== -1) slot = (slot + 1) & mask;
    rows[slot] = row;
  }
  const rowOf = (hash: number): number => {
    let slot = hash & mask;
    for (;;) {
      const row = rows[slot] ?? -1;
      if (row === -1 || hashes[row] === hash) return row;
      slot = (slot + 1) & mask;
    }
  };
  return { hashes, idf, rowOf };
}

/** A post as the counting pass needs it. */
export type CountedPost = { hashes: Iterable<number>; group: string };

/**
 * Chooses the features that occur in at least two groups (a word of a single template, author or campaign
 * proves nothing about others) and at most `maxFeatures`, the most widespread first. idf = ln((1+n)/(1+df)) + 1.
 */
export function chooseFeatures(posts: readonly CountedPost[], maxFeatures: number): FeatureTable {
  const counts = new Map<number, { posts: number; groups: number; lastGroup: string }>();
  const byGroup = [...posts].sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0));
  for (const { hashes, group } of byGroup) {
    for (const hash of new Set(hashes)) {
      const count = counts.get(hash);
      if (!count) {
        counts.set(hash, { posts: 1, groups: 1, lastGroup: group });
        continue;
      }
      count.posts += 1;
      if (count.lastGroup !== group) count.groups += 1;
      count.lastGroup = group;
    }
  }
  const chosen = [...counts]
    .filter(([, count]) => count.groups >= 2)
    .sort(([hashA, a], [hashB, b]) => b.groups - a.groups || hashA - hashB)
    .slice(0, maxFeatures)
    .sort(([a], [b]) => a - b);
  const hashes = Uint32Array.from(chosen, ([hash]) => hash);
  const idf = Float32Array.from(chosen, ([, count]) => Math.log((1 + posts.length) / (1 + count.posts)) + 1);
  return createFeatureTable(hashes, idf);
}
