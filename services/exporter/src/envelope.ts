import type { RecipientConfiguration, Referral } from '@lapwing/contracts';
import type { BatchToBuild } from '@lapwing/store/batches/load-batch-for-building';

/** Who sends: the organisation, never a person (rule 8). */
export interface Organisation {
  name: string;
  contact: string | undefined;
  domain: string | undefined;
  /** The organisation's own user at NCMEC's CyberTipline API. Absent: it is not registered, and that format is off. */
  ncmecUser?: string | undefined;
}

/** What the files of one batch say around its referrals. */
export interface EnvelopeHead {
  batchId: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  recipient: string;
  organisation: Organisation;
  configuration: RecipientConfiguration;
  imminent: boolean;
}

/** Everything that the files of one batch say. The same envelope gives the same bytes, whenever and wherever. */
export interface Envelope extends EnvelopeHead {
  referrals: readonly Referral[];
}

export function headOf(batch: BatchToBuild, organisation: Organisation): EnvelopeHead {
  return {
    batchId: batch.batchId,
    createdAt: batch.createdAt.toISOString(),
    recipient: batch.recipient,
    organisation,
    configuration: batch.configuration,
    imminent: batch.imminent,
  };
}
