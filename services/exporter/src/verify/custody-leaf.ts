import type { CustodyRow } from '@lapwing/contracts';
import { leafHash } from '@lapwing/store/audit/merkle-tree';
import { commitmentTo, saltedLeafBytes } from '@lapwing/store/audit/salted-leaf';

/** The leaf that a row of a custody log claims to be, from what it says. */
export function leafOfCustodyRow(row: CustodyRow): Buffer {
  const { proof } = row;
  if (proof.kind === 'OLDER') return Buffer.from(proof.leaf, 'base64');
  const details =
    proof.kind === 'OPEN' ? commitmentTo(proof.details.key, proof.details.value) : proof.details;
  return leafHash(saltedLeafBytes(row, { actor_id: proof.actor, details, request_id: proof.request }));
}
