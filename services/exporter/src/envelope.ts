import { type RecipientConfiguration, Referral } from '@lapwing/contracts';
import type { BatchToBuild } from '@lapwing/store/batches/load-batch-for-building';

/** Who sends: the organisation, never a person (rule 8). */
export interface Organisation {
  name: string;
  contact: string | undefined;
  domain: string | undefined;
  /** The organisation's own user at NCMEC's CyberTipline API. Absent: it is not registered, and that format is off. */
  ncmecUser?: string | undefined;
}

/** Everything that the files of one batch say. The same envelope gives the same bytes, whenever and wherever. */
export interface Envelope {
  batchId: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  recipient: string;
  organisation: Organisation;
  configuration: RecipientConfiguration;
  imminent: boolean;
  referrals: readonly Referral[];
}

/** The envelope of a batch; its referrals are parsed again, since they come out of a JSON column. */
export function envelopeOf(batch: BatchToBuild, organisation: Organisation): Envelope {
  return {
    batchId: batch.batchId,
    createdAt: batch.createdAt.toISOString(),
    recipient: batch.recipient,
    organisation,
    configuration: batch.configuration,
    imminent: batch.imminent,
    referrals: batch.referrals.map((referral) => Referral.parse(referral)),
  };
}
