import { createHash } from 'node:crypto';
import type { EvidenceGround, EvidencePreview } from '@lapwing/contracts';

/**
 * Stands for everything that somebody who decides about a package gets to see: on what ground, to whom, with which fields
 * and TLP, and what it says. Any change of these is another digest.
 */
export function digestEvidence(ground: EvidenceGround, preview: EvidencePreview): string {
  const { agency, authority, reference, legalBasis } = ground;
  return createHash('sha256')
    .update(JSON.stringify([agency, authority, reference, legalBasis, preview]))
    .digest('base64url');
}
