import { buffer } from 'node:stream/consumers';
import { domainOf, Referral } from '@lapwing/contracts';
import { readChunks } from '@lapwing/store/batches/batch-for-download';
import { withBatchLock } from '@lapwing/store/batches/with-batch-lock';
import { beginAttempt, type DeliveryAttempt } from '@lapwing/store/deliveries/begin-attempt';
import { failAttempt } from '@lapwing/store/deliveries/fail-attempt';
import { giveUpOpenReport } from '@lapwing/store/deliveries/give-up-open-report';
import { keepOpenReport } from '@lapwing/store/deliveries/keep-open-report';
import { recordArrival } from '@lapwing/store/deliveries/record-arrival';
import type { Logger } from '@lapwing/store/logging';
import { readableReferral } from '@lapwing/store/referrals/readable-referral';
import type { Store } from '@lapwing/store/store';
import type { DeliveryToSend, TransportContext } from '../transports/batch-transport.ts';
import { transportOf } from '../transports/registry.ts';

/** What delivering needs of the outside. */
export interface DeliverContext extends TransportContext {
  store: Pick<Store, 'db' | 'sealer'>;
  /** Name under which the organisation is known outside. */
  organisation: string;
  log: Logger;
}

export type DeliverResult = 'DELIVERED' | 'DUE_AGAIN' | 'GIVEN_UP' | 'BUSY' | 'NOTHING_TO_DO';

/**
 * Makes one attempt to deliver a batch that is due, and records how it ended. An exporter that is killed on the way, or
 * a database that is away afterwards, leaves the batch due again under the same id: sent twice perhaps, lost never.
 */
export async function deliverBatch(context: DeliverContext, batchId: string): Promise<DeliverResult> {
  const { store, log } = context;
  let result: DeliverResult = 'BUSY';
  await withBatchLock(store, batchId, async () => {
    const attempt = await beginAttempt(store, batchId, context.organisation);
    if (attempt === null) {
      result = 'NOTHING_TO_DO';
      return;
    }
    result = await makeAttempt(context, attempt);
    const { attempt: number, target } = attempt;
    log.info(
      { batchId, transport: target.kind, domain: domainOf(target), attempt: number, result },
      'an attempt to deliver is over',
    );
  });
  return result;
}

async function makeAttempt(context: DeliverContext, attempt: DeliveryAttempt): Promise<DeliverResult> {
  const { store } = context;
  const handOver = await transportOf(attempt.target).handOver(await toSend(context, attempt), context);
  switch (handOver.kind) {
    case 'ARRIVED':
      return (await recordArrival(store, attempt, handOver)) ? 'DELIVERED' : 'NOTHING_TO_DO';
    case 'FAILED':
      return failAttempt(store, attempt, handOver);
    case 'WAITS_FOR_PERSON':
      throw new Error('A delivery was asked for where a person hands over');
  }
}

async function toSend(
  { store, organisation }: DeliverContext,
  attempt: DeliveryAttempt,
): Promise<DeliveryToSend> {
  const files = [];
  for (const { id, name, mediaType, sha256 } of attempt.files)
    files.push({ name, mediaType, sha256, content: await buffer(readChunks(store, id)) });
  const { batchId, recipient, publicKey, imminent, createdAt, requestedAt } = attempt;
  const { tlp, language, referralIds, secret } = attempt;
  const referrals = attempt.referrals.map((referral) => readableReferral(Referral.parse(referral)));
  const about = { batchId, recipient, publicKey, imminent, createdAt, requestedAt };
  return {
    ...about,
    tlp,
    language,
    referralIds,
    secret,
    referrals,
    organisation,
    files,
    openReport: attempt.openReport,
    keepOpenReport: (id) => keepOpenReport(store, attempt, id),
    giveUpOpenReport: (givenUp) => giveUpOpenReport(store, attempt, givenUp),
  };
}
