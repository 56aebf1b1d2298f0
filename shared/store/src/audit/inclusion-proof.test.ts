import { describe, expect, it } from 'vitest';
import { collectInclusionProofs, rootFromProof } from './inclusion-proof.ts';
import { appendLeaf, emptyEdge, leafHash, rootOf } from './merkle-tree.ts';

const leafAt = (index: number): Buffer => leafHash(Buffer.from(`leaf ${index}`));

const treeOf = (size: number, wanted: Iterable<number>) => {
  const edge = emptyEdge();
  const collected = collectInclusionProofs(wanted);
  for (let index = 0; index < size; index += 1) {
    appendLeaf(edge, leafAt(index));
    collected.append(leafAt(index));
  }
  return { root: rootOf(edge), proofs: collected.end().proofs };
};
const everyLeaf = (size: number) => Array.from({ length: size }, (_, index) => index);

describe('inclusion proofs', () => {
  it('lead every leaf of every tree to its root, and no other leaf', () => {
    for (let size = 1; size <= 40; size += 1) {
      const { root, proofs } = treeOf(size, everyLeaf(size));
      for (const index of everyLeaf(size)) {
        const path = proofs.get(index) ?? [];
        expect(rootFromProof(leafAt(index), { index, size, path })).toEqual(root);
        expect(rootFromProof(leafAt(index + 1), { index, size, path })).not.toEqual(root);
      }
    }
  });

  it('hold at one place of a tree of one size only, and at full length only', () => {
    const size = 21;
    const { root, proofs } = treeOf(size, [13]);
    const path = proofs.get(13) ?? [];
    for (const index of everyLeaf(size).filter((other) => other !== 13))
      expect(rootFromProof(leafAt(13), { index, size, path })).not.toEqual(root);
    expect(rootFromProof(leafAt(13), { index: 13, size, path: path.slice(1) })).toBeNull();
    expect(rootFromProof(leafAt(13), { index: 13, size, path: [...path, leafAt(0)] })).toBeNull();
    expect(rootFromProof(leafAt(13), { index: 21, size, path })).toBeNull();
    expect(rootFromProof(leafAt(13), { index: -1, size, path })).toBeNull();
  });

  it('are those of RFC 6962, 2.1.3, for its tree of seven leaves', () => {
    const { proofs } = treeOf(7, [0, 3, 4, 6]);
    expect([...proofs].map(([index, path]) => [index, path.length])).toEqual([
      [0, 3],
      [3, 3],
      [4, 3],
      [6, 2],
    ]);
    expect(proofs.get(3)?.[0]).toEqual(leafAt(2));
    expect(proofs.get(4)?.[0]).toEqual(leafAt(5));
  });

  it('of no tree are none', () => {
    expect(treeOf(0, [0])).toMatchObject({ proofs: new Map() });
    expect(treeOf(3, [5]).proofs.size).toBe(0);
  });
});
