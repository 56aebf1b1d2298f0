import type { Transport } from '@lapwing/contracts';

/** What became of handing a batch over. */
export type HandOver =
  /** A person hands it over and says so afterwards. */
  { kind: 'WAITS_FOR_PERSON' };

/** One way to hand a built batch over. Called after the batch is BUILT, possibly more than once for one batch. */
export interface BatchTransport {
  transport: Transport;
  handOver(batchId: string): Promise<HandOver>;
}
