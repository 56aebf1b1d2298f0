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
  // Hash and row side by side: a look-up that hits or misses at once touches one cache line.
  const slots = new Int32Array(2 * size).fill(-1);
  for (const [row, hash] of hashes.entries()) {
    let slot = hash & mask;
    while (slots[2 * slot + 1] !== -1) slot = (slot + 1) & mask;
    slots[2 * slot] = hash | 0;
    slots[2 * slot + 1] = row;
  }
  const rowOf = (hash: number): number => {
    const signed = hash | 0;
    let slot = hash & mask;
    for (;;) {
      const row = slots[2 * slot + 1] ?? -1;
      if (row === -1 || slots[2 * slot] === signed) return row;
      slot = (slot + 1) & mask;
    }
  };
  return { hashes, idf, rowOf };
}

/** A post as the counting pass needs it: each feature once (`distinctFeatures`). */
export type CountedPost = { hashes: Uint32Array; group: string };

/**
 * Chooses the features that occur in at least two groups (a word of a single template, author or campaign
 * proves nothing about others) and at most `maxFeatures`, the most widespread first. idf = ln((1+n)/(1+df)) + 1.
 */
export function chooseFeatures(posts: readonly CountedPost[], maxFeatures: number): FeatureTable {
  const perPost = countRuns(sorted(posts.map(({ hashes }) => hashes)));
  const groups = new Map<string, Uint32Array[]>();
  for (const { hashes, group } of posts) {
    const members = groups.get(group);
    if (members) members.push(hashes);
    else groups.set(group, [hashes]);
  }
  const perGroup = countRuns(sorted([...groups.values()].map(distinct)));
  // Both are ascending over the same hashes.
  let candidates = [...perGroup.counts.keys()].filter((index) => (perGroup.counts[index] ?? 0) >= 2);
  if (candidates.length > maxFeatures) {
    candidates = candidates
      .sort((a, b) => (perGroup.counts[b] ?? 0) - (perGroup.counts[a] ?? 0) || a - b)
      .slice(0, maxFeatures)
      .sort((a, b) => a - b);
  }
  const hashes = Uint32Array.from(candidates, (index) => perGroup.hashes[index] ?? 0);
  const idf = Float32Array.from(
    candidates,
    (index) => Math.log((1 + posts.length) / (1 + (perPost.counts[index] ?? 0))) + 1,
  );
  return createFeatureTable(hashes, idf);
}

/** The table with only the rows that `keep` names, in the same order; `rows` says which old row each new one was. */
export function selectFeatures(
  table: FeatureTable,
  keep: (row: number) => boolean,
): { table: FeatureTable; rows: Int32Array } {
  const rows = Int32Array.from([...table.hashes.keys()].filter(keep));
  const hashes = Uint32Array.from(rows, (row) => table.hashes[row] ?? 0);
  const idf = Float32Array.from(rows, (row) => table.idf[row] ?? 0);
  return { table: createFeatureTable(hashes, idf), rows };
}

function distinct(members: readonly Uint32Array[]): Uint32Array {
  const [only] = members;
  if (members.length === 1 && only) return only;
  const all = new Set<number>();
  for (const hashes of members) for (const hash of hashes) all.add(hash);
  return Uint32Array.from(all);
}

function sorted(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort();
}

function countRuns(ascending: Uint32Array): { hashes: Uint32Array; counts: Int32Array } {
  const hashes = new Uint32Array(ascending.length);
  const counts = new Int32Array(ascending.length);
  let used = 0;
  for (let at = 0; at < ascending.length; at += 1) {
    const hash = ascending[at] ?? 0;
    if (at === 0 || hash !== ascending[at - 1]) {
      hashes[used] = hash;
      used += 1;
    }
    counts[used - 1] = (counts[used - 1] ?? 0) + 1;
  }
  return { hashes: hashes.slice(0, used), counts: counts.slice(0, used) };
}
