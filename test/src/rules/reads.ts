import { OutcomeFileInput, QueueQuery } from '@lapwing/contracts';
import { newestCheckpoint } from '@lapwing/store/audit/newest-checkpoint';
import { verifyAuditLog } from '@lapwing/store/audit/verify-audit-log';
import { dryRunBatches } from '@lapwing/store/batches/dry-run-batches';
import { dueBatches } from '@lapwing/store/batches/due-batches';
import { dueSchedules, scheduledRecipients } from '@lapwing/store/batches/due-schedules';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { listBatches } from '@lapwing/store/batches/list-batches';
import { listWrittenFiles } from '@lapwing/store/batches/list-written-files';
import { readBatchPage, readBatchReferrals } from '@lapwing/store/batches/read-batch-referrals';
import { readReferralIds } from '@lapwing/store/batches/read-referral-ids';
import { urgentReferrals } from '@lapwing/store/batches/urgent-referrals';
import { webhookSecretOf } from '@lapwing/store/callbacks/webhook-secret-of';
import { listDeadLetters } from '@lapwing/store/dead-letters/list-dead-letters';
import { dueDeliveries } from '@lapwing/store/deliveries/due-deliveries';
import { dueEscalations } from '@lapwing/store/escalations/due-escalations';
import { listEscalations } from '@lapwing/store/escalations/list-escalations';
import { readCallOrder } from '@lapwing/store/escalations/read-call-order';
import { composeEvidenceItems } from '@lapwing/store/evidence/compose-evidence-items';
import { dueEvidence } from '@lapwing/store/evidence/due-evidence';
import { previewOf } from '@lapwing/store/evidence/evidence-view';
import { itemsOfAccount } from '@lapwing/store/evidence/items-of-account';
import { listEvidence } from '@lapwing/store/evidence/list-evidence';
import { readCustodyLog } from '@lapwing/store/evidence/read-custody-log';
import { readExtensionPolicy } from '@lapwing/store/extension/read-extension-policy';
import { sumAdapterReports } from '@lapwing/store/extension/sum-adapter-reports';
import { readFigures } from '@lapwing/store/figures/read-figures';
import { listOwnFlags } from '@lapwing/store/flags/list-own-flags';
import { lookupUrls } from '@lapwing/store/flags/lookup-urls';
import { findCredential } from '@lapwing/store/identity/find-credential';
import { isPairedOrigin, listCredentials } from '@lapwing/store/identity/list-credentials';
import { findSessionPrincipal } from '@lapwing/store/identity/principal';
import { secondFactorsOf } from '@lapwing/store/identity/second-factors';
import { changesSince } from '@lapwing/store/items/changes-since';
import { getItem } from '@lapwing/store/items/get-item';
import { listQueue } from '@lapwing/store/items/list-queue';
import { compareModels } from '@lapwing/store/models/compare-models';
import { listModels } from '@lapwing/store/models/list-models';
import { modelsToServe } from '@lapwing/store/models/models-to-serve';
import { monitorModels } from '@lapwing/store/models/monitor-models';
import { getOutcomeMapping } from '@lapwing/store/outcomes/get-outcome-mapping';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { previewOutcomeFile } from '@lapwing/store/outcomes/preview-outcome-file';
import { listPeople } from '@lapwing/store/people/list-people';
import { exportSchoolList, readSchoolList } from '@lapwing/store/personal-data/read-school-list';
import { searchSchools } from '@lapwing/store/personal-data/schools-named';
import { listDueRechecks } from '@lapwing/store/rechecks/list-due-rechecks';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { previewRecipientImport } from '@lapwing/store/recipients/preview-recipient-import';
import { getTimeline } from '@lapwing/store/referrals/get-timeline';
import { listReferrals } from '@lapwing/store/referrals/list-referrals';
import { timelinesOf } from '@lapwing/store/referrals/timelines';
import { listOverdue } from '@lapwing/store/reminders/list-overdue';
import { getMailbox } from '@lapwing/store/replies/get-mailbox';
import { mailboxPosition } from '@lapwing/store/replies/mailbox-position';
import { readReportText } from '@lapwing/store/reports/read-report-text';
import { dueForScoring } from '@lapwing/store/scores/due-for-scoring';
import { loadScoringInput } from '@lapwing/store/scores/load-scoring-input';
import type { Actor, Store } from '@lapwing/store/store';
import { countWorkload } from '@lapwing/store/workload/count-workload';
import { readiness } from '@lapwing/store/workload/readiness';
import { someRecipient } from './prepared-records.ts';

type Records = { actor: Actor; itemId: string; batchId: string; packageId: string; url: string };

/** What only reads, and opens nothing sealed to anybody: each is tried where nothing can be written. */
export const reads: Record<string, (store: Store, records: Records) => Promise<unknown>> = {
  changesSince: (store) => changesSince(store, new Date(0)),
  compareModels: async (store) => {
    const { challenger } = await modelsToServe(store);
    return compareModels(store, challenger?.version ?? '');
  },
  composeEvidenceItems: async (store, { itemId }) => {
    const [recipient] = await listRecipients(store);
    if (!recipient) throw new Error('There is no recipient');
    return composeEvidenceItems(store, [itemId], {
      id: recipient.recipientId,
      configuration: recipient.configuration,
    });
  },
  countWorkload: (store) => countWorkload(store),
  dryRunBatches: async (store, { actor }) => {
    const [recipient] = await listRecipients(store);
    return dryRunBatches(store, actor, { recipientId: recipient?.recipientId ?? '' });
  },
  dueBatches: (store) => dueBatches(store, 10),
  dueDeliveries: (store) => dueDeliveries(store),
  dueEvidence: (store) => dueEvidence(store, 10),
  dueEscalations: (store) => dueEscalations(store, new Date()),
  dueSchedules: (store) => dueSchedules(store, new Date()),
  scheduledRecipients: (store) => scheduledRecipients(store),
  urgentReferrals: async (store) => {
    const [recipient] = await listRecipients(store);
    return urgentReferrals(store, recipient?.recipientId ?? '', new Date());
  },
  dueForScoring: (store) => dueForScoring(store, new Date(), 10),
  exportSchoolList: (store) => exportSchoolList(store),
  findCredential: (store) => findCredential(store, 'lwt_unknown'),
  findSessionPrincipal: (store, { actor }) => findSessionPrincipal(store, actor.personId),
  getBatch: (store, { batchId }) => getBatch(store, batchId),
  getItem: (store, { actor, itemId }) => getItem(store, { ...actor, roles: ['reviewer'] }, itemId),
  getMailbox: (store) => getMailbox(store),
  getOutcomeMapping: (store, { itemId }) => getOutcomeMapping(store, itemId),
  getTimeline: async (store) => {
    const [referral] = (await listReferrals(store, { limit: 1 })).referrals;
    return getTimeline(store, referral?.referralId ?? '');
  },
  isPairedOrigin: (store) => isPairedOrigin(store, 'chrome-extension://lapwing'),
  itemsOfAccount: (store, { itemId }) => itemsOfAccount(store, itemId),
  listBatches: (store) => listBatches(store, { limit: 10 }),
  listCredentials: (store, { actor }) => listCredentials(store, actor.personId),
  listDeadLetters: (store) => listDeadLetters(store),
  listEscalations: (store, { actor }) => listEscalations(store, actor),
  listDueRechecks: (store, { actor }) => listDueRechecks(store, actor, { limit: 10 }),
  listEvidence: (store) => listEvidence(store, { limit: 10 }),
  listModels: (store) => listModels(store),
  listOverdue: (store) => listOverdue(store),
  listOwnFlags: (store, { actor }) => listOwnFlags(store, actor, { limit: 10 }),
  listPeople: (store) => listPeople(store),
  listQueue: (store, { actor }) => listQueue(store, actor, QueueQuery.parse({})),
  listRecipients: (store) => listRecipients(store),
  listReferrals: (store) => listReferrals(store, { limit: 10 }),
  listTray: (store) => listTray(store, { limit: 10 }),
  readBatchPage: (store, { batchId }) => readBatchPage(store, { batchId, from: 0, limit: 10 }, () => {}),
  readBatchReferrals: (store, { batchId }) => readBatchReferrals(store, batchId),
  readReferralIds: (store, { batchId }) => readReferralIds(store, batchId),
  listWrittenFiles: (store, { batchId }) => listWrittenFiles(store, batchId),
  // The text goes to the classifier, not to a person; the score that comes of it is on record.
  loadScoringInput: (store, { itemId }) => loadScoringInput(store, [itemId]),
  lookupUrls: (store, { actor, url }) => lookupUrls(store, actor, [url]),
  mailboxPosition: (store) => mailboxPosition(store, 'replies', 1n),
  modelsToServe: (store) => modelsToServe(store),
  monitorModels: (store) => monitorModels(store),
  newestCheckpoint: (store) => newestCheckpoint(store),
  // What it gives is put on record by previewEvidence and getEvidence, or was approved.
  previewOf: async (store, { itemId }) => {
    const [recipient] = await listRecipients(store);
    if (!recipient) throw new Error('There is no recipient');
    return previewOf(store, { recipient: { ...recipient, id: recipient.recipientId }, itemIds: [itemId] });
  },
  previewRecipientImport: (store) =>
    previewRecipientImport(store, { lapwing: 'recipients/1', recipients: [someRecipient()] }),
  previewOutcomeFile: async (store, { url }) => {
    const [recipient] = await listRecipients(store);
    return previewOutcomeFile(
      store,
      OutcomeFileInput.parse({
        recipientId: recipient?.recipientId,
        mapping: { columns: {}, words: [], dateOrder: 'DAY_FIRST', timeZone: 'UTC' },
        receivedAt: new Date().toISOString(),
        lines: [{ line: 2, url, outcome: 'REMOVED' }],
      }),
    );
  },
  // Part of a package that was approved; the download of that is on record.
  readCustodyLog: (store, { itemId }) =>
    readCustodyLog(store, { subjects: [{ kind: 'item', id: itemId }], size: 10 }),
  readCallOrder: (store) => readCallOrder(store),
  readExtensionPolicy: (store) => readExtensionPolicy(store),
  readFigures: (store) => readFigures(store, { year: new Date().getUTCFullYear(), scope: 'PLATFORMS' }),
  readReportText: (store) => readReportText(store),
  readSchoolList: (store) => readSchoolList(store),
  readiness: (store) => readiness(store),
  searchSchools: (store) => searchSchools(store, 'Example School'),
  secondFactorsOf: (store, { actor }) => secondFactorsOf(store, actor.personId),
  sumAdapterReports: (store) => sumAdapterReports(store),
  timelinesOf: async (store, { itemId }) => timelinesOf(store, [itemId], { namesAnalysts: true }),
  // Checks a signature; nobody sees it.
  webhookSecretOf: (store, { itemId }) => webhookSecretOf(store, itemId),
  verifyAuditLog: (store) => verifyAuditLog(store, { keys: [] }),
};
