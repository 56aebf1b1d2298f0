import { nodeHash } from './merkle-tree.ts';

interface Subtree {
  size: number;
  root: Buffer;
  /** Indexes of the wanted leaves in it. */
  wanted: number[];
}

/**
 * Collects the inclusion proofs (RFC 6962, 2.1.1) of some leaves of a tree that is read once, leaf by leaf from the
 * left: memory grows with what is wanted, not with the tree.
 *
 * @param wanted indexes of leaves, from 0
 */
export function collectInclusionProofs(wanted: Iterable<number>): {
  append: (leaf: Buffer) => void;
  /** Of the tree so far: its root, and for each wanted leaf in it the hashes from the leaf's sibling to the root. */
  end: () => { root: Buffer | null; proofs: Map<number, Buffer[]> };
} {
  const indexes = new Set(wanted);
  const proofs = new Map<number, Buffer[]>();
  const edge: Subtree[] = [];
  let size = 0;
  const join = (left: Subtree, right: Subtree, into: Map<number, Buffer[]>): Subtree => {
    for (const index of left.wanted) into.get(index)?.push(right.root);
    for (const index of right.wanted) into.get(index)?.push(left.root);
    return {
      size: left.size + right.size,
      root: nodeHash(left.root, right.root),
      wanted: [...left.wanted, ...right.wanted],
    };
  };
  return {
    append: (leaf) => {
      let subtree: Subtree = { size: 1, root: leaf, wanted: indexes.has(size) ? [size] : [] };
      if (indexes.has(size)) proofs.set(size, []);
      for (let left = edge.at(-1); left?.size === subtree.size; left = edge.at(-1)) {
        edge.pop();
        subtree = join(left, subtree, proofs);
      }
      edge.push(subtree);
      size += 1;
    },
    end: () => {
      const whole = new Map([...proofs].map(([index, path]) => [index, [...path]]));
      const root = edge.reduceRight<Subtree | null>(
        (right, left) => (right === null ? left : join(left, right, whole)),
        null,
      );
      return { root: root?.root ?? null, proofs: whole };
    },
  };
}

/**
 * The root of a tree of `size` leaves that has `leaf` at `index` and this proof (RFC 9162, 2.1.3.2); null when the
 * proof is too short or too long for such a tree.
 */
export function rootFromProof(
  leaf: Buffer,
  { index, size, path }: { index: number; size: number; path: readonly Buffer[] },
): Buffer | null {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sibling, root);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else root = nodeHash(root, sibling);
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}
