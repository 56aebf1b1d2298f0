import { describe, expect, it } from 'vitest';
import { appendLeaf, copyEdge, emptyEdge, isWellFormed, leafHash, rootOf } from './merkle-tree.ts';

// Inputs and roots of the certificate-transparency project (cpp/merkletree/merkle_tree_test.cc).
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const edgeOf = (leaves: readonly string[]) => {
  const edge = emptyEdge();
  for (const leaf of leaves) appendLeaf(edge, leafHash(Buffer.from(leaf, 'hex')));
  return edge;
};

/** The definition of RFC 6962, 2.1, to the letter, to hold the incremental form against. */
const definedRoot = (leaves: readonly string[]): Buffer => {
  if (leaves.length < 2) return rootOf(edgeOf(leaves));
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  const edge = emptyEdge();
  appendLeaf(edge, definedRoot(leaves.slice(0, half)));
  appendLeaf(edge, definedRoot(leaves.slice(half)));
  return rootOf(edge);
};

describe('the Merkle tree', () => {
  it.for(roots.map((root, size) => ({ root, size })))(
    'has the published root at size $size',
    ({ root, size }) => {
      expect(rootOf(edgeOf(inputs.slice(0, size))).toString('hex')).toBe(root);
    },
  );

  it('has the leaf hash that RFC 6962 gives for the empty leaf', () => {
    expect(leafHash(new Uint8Array()).toString('hex')).toBe(roots[1]);
  });

  it('grows leaf by leaf to the root that the recursive definition gives, at every size', () => {
    const leaves = Array.from({ length: 130 }, (_, index) => index.toString(16).padStart(4, '0'));
    const edge = emptyEdge();
    leaves.forEach((leaf, index) => {
      appendLeaf(edge, leafHash(Buffer.from(leaf, 'hex')));
      expect(isWellFormed(edge)).toBe(true);
      expect(rootOf(edge)).toEqual(definedRoot(leaves.slice(0, index + 1)));
    });
  });

  it('lets a copy grow without changing the original', () => {
    const edge = edgeOf(inputs.slice(0, 3));
    appendLeaf(copyEdge(edge), leafHash(Buffer.from('aa')));
    expect(rootOf(edge).toString('hex')).toBe(roots[3]);
  });

  it('knows an edge whose form does not fit its size', () => {
    const { subtrees } = edgeOf(inputs.slice(0, 3));
    expect(isWellFormed({ size: 4, subtrees })).toBe(false);
    expect(isWellFormed({ size: 3, subtrees: [...subtrees.slice(1), Buffer.from('short')] })).toBe(false);
  });
});
