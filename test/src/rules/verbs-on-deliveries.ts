import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { beginAttempt, type DeliveryAttempt } from '@lapwing/store/deliveries/begin-attempt';
import { failAttempt } from '@lapwing/store/deliveries/fail-attempt';
import { giveUpOpenReport } from '@lapwing/store/deliveries/give-up-open-report';
import { keepOpenReport } from '@lapwing/store/deliveries/keep-open-report';
import { makeWebhookSecret } from '@lapwing/store/deliveries/make-webhook-secret';
import { recordArrival } from '@lapwing/store/deliveries/record-arrival';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { setRecipientToken } from '@lapwing/store/deliveries/set-recipient-token';
import { stopDelivery } from '@lapwing/store/deliveries/stop-delivery';
import { withdrawDelivery } from '@lapwing/store/deliveries/withdraw-delivery';
import { createRecipient } from '@lapwing/store/recipients/create-recipient';
import type { Actor } from '@lapwing/store/store';
import { deliverAsReport } from '@lapwing/store/testing/deliver-as-report';
import { deliverByWebhook, WEBHOOK_URL } from '@lapwing/store/testing/deliver-by-webhook';
import { addPerson, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { type AuditedVerb, fullBatch, someRecipient } from './prepared-records.ts';

/** A built batch to a recipient with a webhook. */
async function deliverable(world: TestWorkspace): Promise<{ batchId: string; referrer: Actor }> {
  const { batchId, recipientId, referrer } = await fullBatch(world);
  await finishBatch(world.store, batchId, []);
  await deliverByWebhook(world.store, recipientId);
  return { batchId, referrer };
}

async function requested(world: TestWorkspace): Promise<{ batchId: string; referrer: Actor }> {
  const batch = await deliverable(world);
  await requestDelivery(world.store, batch.referrer, { batchId: batch.batchId, destination: WEBHOOK_URL });
  return batch;
}

async function begun(world: TestWorkspace): Promise<DeliveryAttempt> {
  const { batchId } = await requested(world);
  const attempt = await beginAttempt(world.store, batchId, 'Plover Foundation');
  if (!attempt) throw new Error('There is no attempt to make');
  return attempt;
}

/** Verbs on deliveries and what signs them. */
export const verbsOnDeliveries: readonly AuditedVerb[] = [
  {
    verb: 'makeWebhookSecret',
    puts: 'WEBHOOK_SECRET_MADE',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      const { recipientId } = await createRecipient(store, admin, someRecipient());
      return () => makeWebhookSecret(store, admin, recipientId);
    },
  },
  {
    verb: 'setRecipientToken',
    puts: 'RECIPIENT_TOKEN_SET',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      const { recipientId } = await createRecipient(store, admin, someRecipient());
      await deliverAsReport(store, recipientId, null);
      return () => setRecipientToken(store, admin, { recipientId, token: 'invented-token-of-a-test' });
    },
  },
  {
    verb: 'requestDelivery',
    puts: 'DELIVERY_REQUESTED',
    prepare: async (world) => {
      const { batchId, referrer } = await deliverable(world);
      return () => requestDelivery(world.store, referrer, { batchId, destination: WEBHOOK_URL });
    },
  },
  {
    verb: 'withdrawDelivery',
    puts: 'DELIVERY_WITHDRAWN',
    prepare: async (world) => {
      const { batchId, referrer } = await requested(world);
      return () => withdrawDelivery(world.store, referrer, batchId);
    },
  },
  {
    verb: 'stopDelivery',
    puts: 'DELIVERY_STOPPED',
    prepare: async (world) => {
      const attempt = await begun(world);
      await failAttempt(world.store, attempt, { error: 'UNREACHABLE', status: null, retryAfterMs: null });
      return () => stopDelivery(world.store, attempt.actor, attempt.batchId);
    },
  },
  {
    verb: 'keepOpenReport',
    puts: 'DELIVERY_REPORT_OPENED',
    prepare: async (world) => {
      const attempt = await begun(world);
      return () => keepOpenReport(world.store, attempt, '4564654');
    },
  },
  {
    verb: 'giveUpOpenReport',
    puts: 'DELIVERY_REPORT_GIVEN_UP',
    prepare: async (world) => {
      const attempt = await begun(world);
      await keepOpenReport(world.store, attempt, '4564654');
      const givenUp = { reportId: '4564654', finishAnswer: 4000, retractAnswer: 0, gone: true };
      return () => giveUpOpenReport(world.store, attempt, givenUp);
    },
  },
  {
    verb: 'beginAttempt',
    puts: 'DELIVERY_ATTEMPTED',
    prepare: async (world) => {
      const { batchId } = await requested(world);
      return () => beginAttempt(world.store, batchId, 'Plover Foundation');
    },
  },
  {
    verb: 'failAttempt',
    puts: 'DELIVERY_FAILED',
    prepare: async (world) => {
      const attempt = await begun(world);
      return () =>
        failAttempt(world.store, attempt, { error: 'SERVER_ERROR', status: 500, retryAfterMs: null });
    },
  },
  {
    verb: 'recordArrival',
    puts: 'BATCH_SENT',
    prepare: async (world) => {
      const attempt = await begun(world);
      return () => recordArrival(world.store, attempt, { reference: 'case-7', status: 202 });
    },
  },
];
