import { hash } from 'node:crypto';

const LEAF_PREFIX = Buffer.from([0x00]);
const NODE_PREFIX = Buffer.from([0x01]);

/** RFC 6962, 2.1: the hash of a leaf's bytes. 32 bytes. */
export function leafHash(bytes: Uint8Array): Buffer {
  return sha256(Buffer.concat([LEAF_PREFIX, bytes]));
}

/** RFC 6962, 2.1: the hash of a node from those of its two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([NODE_PREFIX, left, right]));
}

function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/**
 * What must be kept of a Merkle tree (RFC 6962, 2.1) to let it grow and to know its root: the roots of the full
 * subtrees whose sizes add up to `size`, largest first. At most one per bit of `size`.
 */
export interface RightEdge {
  size: number;
  subtrees: Buffer[];
}

export const emptyEdge = (): RightEdge => ({ size: 0, subtrees: [] });

/** A copy that grows on its own. */
export const copyEdge = ({ size, subtrees }: RightEdge): RightEdge => ({ size, subtrees: [...subtrees] });

/** Adds one leaf at the right, in place. */
export function appendLeaf(edge: RightEdge, leaf: Buffer): void {
  let merged = leaf;
  // Every trailing one bit of the size is a full subtree that the new leaf completes.
  for (let rest = edge.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = edge.subtrees.pop();
    if (!left) throw new Error('A right edge has fewer subtrees than its size asks for');
    merged = nodeHash(left, merged);
  }
  edge.subtrees.push(merged);
  edge.size += 1;
}

/** The root of the tree; of an empty one the hash of nothing. */
export function rootOf(edge: RightEdge): Buffer {
  return (
    edge.subtrees.reduceRight<Buffer | null>(
      (right, left) => (right === null ? left : nodeHash(left, right)),
      null,
    ) ?? sha256(new Uint8Array())
  );
}

/** Whether an edge has the form that its size asks for: one subtree per set bit. */
export function isWellFormed({ size, subtrees }: RightEdge): boolean {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits === subtrees.length && subtrees.every((subtree) => subtree.length === 32);
}
