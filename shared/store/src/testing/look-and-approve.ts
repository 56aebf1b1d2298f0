import type { EvidenceView } from '@lapwing/contracts';
import { approveEvidence } from '../evidence/approve-evidence.ts';
import { getEvidence } from '../evidence/get-evidence.ts';
import type { Actor, Store } from '../store.ts';

/** A lead reads a package that somebody asked for, and approves what she read. */
export async function lookAndApprove(store: Store, lead: Actor, packageId: string): Promise<EvidenceView> {
  const { digest } = await getEvidence(store, lead, packageId, { canApprove: true });
  return approveEvidence(store, lead, { packageId, digest: digest ?? '' });
}
