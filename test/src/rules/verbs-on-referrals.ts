import { streamBatchArchive } from '@lapwing/store/batches/batch-archive';
import { batchWorksheet } from '@lapwing/store/batches/batch-worksheet';
import { buildUrgent } from '@lapwing/store/batches/build-urgent';
import { cancelBatch } from '@lapwing/store/batches/cancel-batch';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { failBatchAttempt } from '@lapwing/store/batches/fail-batch-attempt';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { followSchedule } from '@lapwing/store/batches/follow-schedule';
import { MOST_ATTEMPTS } from '@lapwing/store/batches/give-up-batch';
import { loadBatchForBuilding } from '@lapwing/store/batches/load-batch-for-building';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { previewBatch } from '@lapwing/store/batches/preview-batch';
import { readBatchFile } from '@lapwing/store/batches/read-batch-file';
import { releaseBatch } from '@lapwing/store/batches/release-batch';
import { writeCorrection } from '@lapwing/store/corrections/write-correction';
import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { assignTrayLine } from '@lapwing/store/outcomes/assign-tray-line';
import { dismissTrayLine } from '@lapwing/store/outcomes/dismiss-tray-line';
import { recordOutcome } from '@lapwing/store/outcomes/record-outcome';
import { recordOutcomeFile } from '@lapwing/store/outcomes/record-outcome-file';
import { recordOutcomes } from '@lapwing/store/outcomes/record-outcomes';
import { recordRecheck } from '@lapwing/store/rechecks/record-recheck';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { createRecipient } from '@lapwing/store/recipients/create-recipient';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { exportRecipients } from '@lapwing/store/recipients/export-recipients';
import { importRecipients } from '@lapwing/store/recipients/import-recipients';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { previewRecipient } from '@lapwing/store/recipients/preview-recipient';
import { previewRecipientImport } from '@lapwing/store/recipients/preview-recipient-import';
import { previewAnswerContext } from '@lapwing/store/recipients/preview-seals';
import { readyMadeRecipients } from '@lapwing/store/recipients/ready-made-recipients';
import { reopenReferral } from '@lapwing/store/referrals/reopen-referral';
import { withdrawReferral } from '@lapwing/store/referrals/withdraw-referral';
import { recordReminder } from '@lapwing/store/reminders/record-reminder';
import { askForSecondLook } from '@lapwing/store/testing/ask-for-second-look';
import { flaggerOf, readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { atFive, setSchedule } from '@lapwing/store/testing/set-schedule';
import { addPerson, freshKey } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';
import {
  fullBatch,
  itemOf,
  lineInTray,
  plannedFile,
  readyReferral,
  sentReferral,
  someRecipient,
} from './prepared-records.ts';

/** Verbs on referrals, batches, outcomes and recipients. */
export const verbsOnReferrals: readonly AuditedVerb[] = [
  {
    verb: 'withdrawReferral',
    puts: 'REFERRAL_WITHDRAWN',
    prepare: async (world) => {
      const { referralId, referrer } = await readyReferral(world);
      return () => withdrawReferral(world.store, referrer, { referralId, reason: 'Gone already' });
    },
  },
  {
    verb: 'createBatches',
    puts: 'BATCH_CREATED',
    prepare: async (world) => {
      const { recipientId, referrer } = await readyReferral(world);
      const idempotencyKey = freshKey();
      return () => createBatches(world.store, referrer, { recipientId }, { idempotencyKey });
    },
  },
  {
    verb: 'followSchedule',
    puts: 'SCHEDULE_FOLLOWED',
    prepare: async (world) => {
      const { recipientId } = await readyReferral(world);
      const dueAt = new Date();
      await setSchedule(world.store, recipientId, atFive(), { dueAt });
      return () => followSchedule(world.store, recipientId, dueAt);
    },
  },
  {
    verb: 'buildUrgent',
    puts: 'BATCH_CREATED',
    prepare: async (world) => {
      const { recipientId, referrer } = await readyReferral(world);
      const [referralId = ''] = await readyForGoogle(world.store, 1, {
        urgency: 'IMMINENT',
        imminentDanger: { basis: ['PLANNED_MEETING'] },
      });
      const itemId = await itemOf(world, referralId);
      await recordLawEnforcement(world.store, referrer, itemId, {
        kind: 'NOTICE',
        agency: 'Police station 9',
        reference: 'A-17',
        notifiedAt: new Date().toISOString(),
      });
      await setSchedule(world.store, recipientId, atFive());
      return () => buildUrgent(world.store, { recipientId, referralId }, new Date());
    },
  },
  {
    verb: 'previewBatch',
    puts: 'DISCLOSED_BATCH_PREVIEW',
    prepare: async (world) => {
      const { recipientId, referrer } = await readyReferral(world);
      return () => previewBatch(world.store, referrer, { recipientId });
    },
  },
  {
    verb: 'previewRecipient',
    puts: 'DISCLOSED_BATCH_PREVIEW',
    prepare: async (world) => {
      const { recipientId, referrer } = await readyReferral(world);
      const { sealer, queues } = world.store;
      const answer = JSON.stringify({ columns: [], row: [], files: [] });
      const askPreview = async ({ requestId }: { requestId: string }) =>
        sealer.seal(answer, previewAnswerContext(requestId));
      const store = { ...world.store, queues: { ...queues, askPreview } };
      const [recipient] = readyMadeRecipients.filter(({ slug }) => slug === 'google');
      if (!recipient) throw new Error('Google is not ready-made');
      const input = { recipientId, recipient, category: 'GROOMING' as const, urgent: false, real: true };
      return () => previewRecipient(store, referrer, input, { mayReadReferrals: true });
    },
  },
  {
    verb: 'finishBatch',
    puts: 'BATCH_BUILT',
    prepare: async (world) => {
      const { batchId } = await fullBatch(world);
      return () => finishBatch(world.store, batchId, ['referrals.csv']);
    },
  },
  {
    verb: 'cancelBatch',
    puts: 'BATCH_CANCELLED',
    prepare: async (world) => {
      const { batchId, referrer } = await fullBatch(world);
      return () => cancelBatch(world.store, referrer, batchId);
    },
  },
  {
    verb: 'writeCorrection',
    puts: 'CORRECTION_WRITTEN',
    prepare: async (world) => {
      const { referralId, referrer } = await sentReferral(world);
      return () =>
        writeCorrection(world.store, referrer, {
          referralId,
          relation: 'RETRACTION',
          reason: 'It was an awareness campaign',
          confirmedPersonalData: [],
        });
    },
  },
  {
    verb: 'releaseBatch',
    puts: 'BATCH_RELEASED',
    prepare: async (world) => {
      const { store } = world;
      await ensureReadyMadeRecipients(store);
      await askForSecondLook(store, await recipientBySlug(store, 'google'));
      const { batchId } = await fullBatch(world);
      await finishBatch(store, batchId, []);
      const second = await addPerson(store, ['referrer']);
      await batchWorksheet(store, second, batchId, 'Plover Foundation');
      return () => releaseBatch(store, second, batchId);
    },
  },
  {
    verb: 'markBatchSent',
    puts: 'BATCH_SENT',
    prepare: async (world) => {
      const { batchId, referrer } = await fullBatch(world);
      await finishBatch(world.store, batchId, []);
      const sentAt = new Date().toISOString();
      return () => markBatchSent(world.store, referrer, { batchId, sentAt });
    },
  },
  {
    verb: 'readBatchFile',
    puts: 'DISCLOSED_BATCH_FILE',
    prepare: async (world) => {
      const { batchId, referrer } = await fullBatch(world);
      await finishBatch(world.store, batchId, []);
      return () => readBatchFile(world.store, referrer, { batchId, name: 'referrals.csv' });
    },
  },
  {
    verb: 'batchWorksheet',
    puts: 'DISCLOSED_BATCH_WORKSHEET',
    prepare: async (world) => {
      const { batchId, referrer } = await fullBatch(world);
      await finishBatch(world.store, batchId, []);
      return () => batchWorksheet(world.store, referrer, batchId, 'Plover Foundation');
    },
  },
  {
    verb: 'streamBatchArchive',
    puts: 'DISCLOSED_BATCH_FILE',
    prepare: async (world) => {
      const { batchId, referrer } = await fullBatch(world);
      await finishBatch(world.store, batchId, []);
      return async () => {
        const { bytes } = await streamBatchArchive(world.store, referrer, batchId);
        await bytes.forEach(() => {});
      };
    },
  },
  {
    verb: 'failBatchAttempt',
    puts: 'JOB_DEAD_LETTERED',
    prepare: async (world) => {
      const { batchId } = await fullBatch(world);
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1)
        await loadBatchForBuilding(world.store, batchId);
      return () => failBatchAttempt(world.store, batchId, 'The disk is full');
    },
  },
  {
    verb: 'loadBatchForBuilding',
    puts: 'JOB_DEAD_LETTERED',
    prepare: async (world) => {
      const { batchId } = await fullBatch(world);
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1)
        await loadBatchForBuilding(world.store, batchId);
      return () => loadBatchForBuilding(world.store, batchId);
    },
  },
  {
    verb: 'recordOutcome',
    puts: 'OUTCOME_RECORDED',
    prepare: async (world) => {
      const { referralId, referrer } = await sentReferral(world);
      const observedAt = new Date().toISOString();
      const outcome = { kind: 'REMOVED' as const, source: 'RECIPIENT_REPLY' as const, observedAt };
      return () => recordOutcome(world.store, referrer, { referralId, ...outcome });
    },
  },
  {
    verb: 'recordOutcomes',
    puts: 'OUTCOME_RECORDED',
    prepare: async (world) => {
      const { referralId, referrer } = await sentReferral(world);
      const observedAt = new Date().toISOString();
      const outcome = { kind: 'REMOVED' as const, source: 'RECIPIENT_REPLY' as const, observedAt };
      return () => recordOutcomes(world.store, referrer, { referralIds: [referralId], ...outcome });
    },
  },
  {
    verb: 'recordOutcomeFile',
    puts: 'OUTCOME_FILE_RECORDED',
    prepare: async (world) => {
      const { referralId, recipientId, referrer } = await sentReferral(world);
      const file = await plannedFile(world, recipientId, [referralId, 'about something else']);
      return () => recordOutcomeFile(world.store, referrer, file);
    },
  },
  {
    verb: 'assignTrayLine',
    puts: 'OUTCOME_LINE_ASSIGNED',
    prepare: async (world) => {
      const { referralId, lineId, referrer } = await lineInTray(world);
      return () => assignTrayLine(world.store, referrer, { lineId, referralIds: [referralId] });
    },
  },
  {
    verb: 'dismissTrayLine',
    puts: 'OUTCOME_LINE_DISMISSED',
    prepare: async (world) => {
      const { lineId, referrer } = await lineInTray(world);
      return () => dismissTrayLine(world.store, referrer, { lineId, reason: 'Not ours' });
    },
  },
  {
    verb: 'reopenReferral',
    puts: 'REFERRAL_REOPENED',
    prepare: async (world) => {
      const { referralId, referrer } = await sentReferral(world);
      const observedAt = new Date().toISOString();
      const outcome = { kind: 'REMOVED' as const, source: 'RECIPIENT_REPLY' as const, observedAt };
      await recordOutcome(world.store, referrer, { referralId, ...outcome });
      return () => reopenReferral(world.store, referrer, { referralId, reason: 'REAPPEARED' });
    },
  },
  {
    verb: 'recordReminder',
    puts: 'RECIPIENT_REMINDED',
    prepare: async (world) => {
      const { referralId, recipientId, referrer } = await sentReferral(world);
      const reminder = { recipientId, referralIds: [referralId], remindedAt: new Date().toISOString() };
      return () => recordReminder(world.store, referrer, reminder);
    },
  },
  {
    verb: 'recordRecheck',
    puts: 'RECHECK_RECORDED',
    prepare: async (world) => {
      const { referralId } = await sentReferral(world);
      const analyst = await flaggerOf(world.store, referralId);
      const look = { seen: 'GONE' as const, at: new Date().toISOString(), key: freshKey() };
      return () => recordRecheck(world.store, analyst, { referralId, ...look });
    },
  },
  {
    verb: 'createRecipient',
    puts: 'RECIPIENT_CREATED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      return () => createRecipient(store, admin, someRecipient());
    },
  },
  {
    verb: 'changeRecipient',
    puts: 'RECIPIENT_CHANGED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      const { recipientId, version } = await createRecipient(store, admin, someRecipient());
      const input = { ...someRecipient(), name: 'Another name' };
      return () => changeRecipient(store, admin, { recipientId, version, input });
    },
  },
  {
    verb: 'exportRecipients',
    puts: 'DISCLOSED_RECIPIENT',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      await createRecipient(store, admin, someRecipient());
      return () => exportRecipients(store, admin);
    },
  },
  {
    verb: 'importRecipients',
    puts: 'RECIPIENT_CHANGED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      await createRecipient(store, admin, someRecipient());
      const recipients = [
        { ...someRecipient(), slug: 'another' },
        { ...someRecipient(), name: 'Another name' },
      ];
      const file = { lapwing: 'recipients/1' as const, recipients };
      const { seen } = await previewRecipientImport(store, file);
      return () => importRecipients(store, admin, file, { seen });
    },
  },
  {
    verb: 'ensureReadyMadeRecipients',
    puts: 'RECIPIENT_CREATED',
    prepare: async ({ store }) => {
      if ((await listRecipients(store)).length >= readyMadeRecipients.length)
        throw new Error('The recipients are there already');
      return () => ensureReadyMadeRecipients(store);
    },
  },
];
