import { acceptFlagRoute } from './accept-flag.ts';
import { acceptPhoneEntryRoute } from './accept-phone-entry.ts';
import { approveEvidenceRoute } from './approve-evidence.ts';
import { assignTrayLineRoute } from './assign-tray-line.ts';
import { cancelBatchRoute } from './cancel-batch.ts';
import { changeCallOrderRoute } from './change-call-order.ts';
import { changeExtensionPolicyRoute } from './change-extension-policy.ts';
import { changePersonRoute } from './change-person.ts';
import { changeRecipientRoute } from './change-recipient.ts';
import { changeReportTextRoute } from './change-report-text.ts';
import { changeSchoolsRoute } from './change-schools.ts';
import { claimRoute } from './claim.ts';
import { closePhoneLinkRoute } from './close-phone-link.ts';
import { collectPhoneEntriesRoute } from './collect-phone-entries.ts';
import { compareModelsRoute } from './compare-models.ts';
import { createBatchesRoute } from './create-batches.ts';
import { createRecipientRoute } from './create-recipient.ts';
import { decideRoute } from './decide.ts';
import { declineEvidenceRoute } from './decline-evidence.ts';
import { deliverBatchRoute } from './deliver-batch.ts';
import { dismissTrayLineRoute } from './dismiss-tray-line.ts';
import { downloadBatchRoute } from './download-batch.ts';
import { downloadBatchFileRoute } from './download-batch-file.ts';
import { downloadEvidenceRoute } from './download-evidence.ts';
import { dryRunBatchesRoute } from './dry-run-batches.ts';
import { endShadowRoute } from './end-shadow.ts';
import { exportRecipientsRoute } from './export-recipients.ts';
import { exportSchoolsRoute } from './export-schools.ts';
import { getAdapterReportsRoute } from './get-adapter-reports.ts';
import { getBatchRoute } from './get-batch.ts';
import { getBatchWorksheetRoute } from './get-batch-worksheet.ts';
import { getCallOrderRoute } from './get-call-order.ts';
import { getEvidenceRoute } from './get-evidence.ts';
import { getExtensionPolicyRoute } from './get-extension-policy.ts';
import { getItemRoute } from './get-item.ts';
import { getMailboxRoute } from './get-mailbox.ts';
import { getMeRoute } from './get-me.ts';
import { getOutcomeMappingRoute } from './get-outcome-mapping.ts';
import { getReportTextRoute } from './get-report-text.ts';
import { getSchoolsRoute } from './get-schools.ts';
import { getTimelineRoute } from './get-timeline.ts';
import { handBackClaimRoute } from './hand-back-claim.ts';
import { importRecipientsRoute } from './import-recipients.ts';
import { invitePersonRoute } from './invite-person.ts';
import { issueApiTokenRoute } from './issue-api-token.ts';
import { itemsOfAccountRoute } from './items-of-account.ts';
import { joinRoute } from './join.ts';
import { listAuditRoute } from './list-audit.ts';
import { listBatchesRoute } from './list-batches.ts';
import { listCredentialsRoute } from './list-credentials.ts';
import { listDeadLettersRoute } from './list-dead-letters.ts';
import { listEscalationsRoute } from './list-escalations.ts';
import { listEvidenceRoute } from './list-evidence.ts';
import { listItemsRoute } from './list-items.ts';
import { listModelsRoute } from './list-models.ts';
import { listOverdueRoute } from './list-overdue.ts';
import { listOwnFlagsRoute } from './list-own-flags.ts';
import { listPeopleRoute } from './list-people.ts';
import { listRechecksRoute } from './list-rechecks.ts';
import { listRecipientsRoute } from './list-recipients.ts';
import { listReferralsRoute } from './list-referrals.ts';
import { listTrayRoute } from './list-tray.ts';
import { lookAtInvitationRoute } from './look-at-invitation.ts';
import { lookAtPhoneLinkRoute } from './look-at-phone-link.ts';
import { lookUpFlagsRoute } from './look-up-flags.ts';
import { makeWebhookSecretRoute } from './make-webhook-secret.ts';
import { markBatchSentRoute } from './mark-batch-sent.ts';
import { monitorModelsRoute } from './monitor-models.ts';
import { openItemTextRoute } from './open-item-text.ts';
import { openPhoneLinkRoute } from './open-phone-link.ts';
import { openReplyRoute } from './open-reply.ts';
import { previewBatchRoute } from './preview-batch.ts';
import { previewEvidenceRoute } from './preview-evidence.ts';
import { previewOutcomeFileRoute } from './preview-outcome-file.ts';
import { previewRecipientRoute } from './preview-recipient.ts';
import { previewRecipientImportRoute } from './preview-recipient-import.ts';
import { promoteModelRoute } from './promote-model.ts';
import { readFiguresRoute } from './read-figures.ts';
import { recordLawEnforcementRoute } from './record-law-enforcement.ts';
import { recordOutcomeRoute } from './record-outcome.ts';
import { recordOutcomeFileRoute } from './record-outcome-file.ts';
import { recordOutcomesRoute } from './record-outcomes.ts';
import { recordRecheckRoute } from './record-recheck.ts';
import { recordReminderRoute } from './record-reminder.ts';
import { reissueInvitationRoute } from './reissue-invitation.ts';
import { releaseBatchRoute } from './release-batch.ts';
import { renewClaimRoute } from './renew-claim.ts';
import { reopenReferralRoute } from './reopen-referral.ts';
import { reportAdapterRoute } from './report-adapter.ts';
import { requestEvidenceRoute } from './request-evidence.ts';
import { retireModelRoute } from './retire-model.ts';
import { retryDeadLetterRoute } from './retry-dead-letter.ts';
import { revokeCredentialRoute } from './revoke-credential.ts';
import { rollBackModelRoute } from './roll-back-model.ts';
import { searchSchoolsRoute } from './search-schools.ts';
import { setRecipientTokenRoute } from './set-recipient-token.ts';
import { settleEscalationRoute } from './settle-escalation.ts';
import { startShadowRoute } from './start-shadow.ts';
import { stopDeliveryRoute } from './stop-delivery.ts';
import { suggestRoute } from './suggest.ts';
import { takeCallbackRoute } from './take-callback.ts';
import { takeEscalationRoute } from './take-escalation.ts';
import { takePhoneEntriesRoute } from './take-phone-entries.ts';
import { takeReportRoute } from './take-report.ts';
import { translateExplanationRoute } from './translate-explanation.ts';
import { watchEventsRoute } from './watch-events.ts';
import { withdrawDeliveryRoute } from './withdraw-delivery.ts';
import { withdrawReferralRoute } from './withdraw-referral.ts';
import { writeCorrectionRoute } from './write-correction.ts';

/** Every route of `/v1` but the identity library's own, in the order of the documentation. */
export const routes = [
  acceptFlagRoute,
  listOwnFlagsRoute,
  lookUpFlagsRoute,
  suggestRoute,
  listItemsRoute,
  getItemRoute,
  openItemTextRoute,
  recordLawEnforcementRoute,
  claimRoute,
  renewClaimRoute,
  handBackClaimRoute,
  decideRoute,
  translateExplanationRoute,
  listReferralsRoute,
  withdrawReferralRoute,
  recordOutcomeRoute,
  recordOutcomesRoute,
  previewOutcomeFileRoute,
  recordOutcomeFileRoute,
  getOutcomeMappingRoute,
  listTrayRoute,
  assignTrayLineRoute,
  dismissTrayLineRoute,
  openReplyRoute,
  getMailboxRoute,
  takeCallbackRoute,
  getTimelineRoute,
  reopenReferralRoute,
  writeCorrectionRoute,
  listOverdueRoute,
  recordReminderRoute,
  listRechecksRoute,
  recordRecheckRoute,
  readFiguresRoute,
  takeReportRoute,
  getReportTextRoute,
  changeReportTextRoute,
  previewBatchRoute,
  createBatchesRoute,
  listBatchesRoute,
  getBatchRoute,
  getBatchWorksheetRoute,
  downloadBatchFileRoute,
  downloadBatchRoute,
  releaseBatchRoute,
  markBatchSentRoute,
  deliverBatchRoute,
  withdrawDeliveryRoute,
  stopDeliveryRoute,
  cancelBatchRoute,
  itemsOfAccountRoute,
  previewEvidenceRoute,
  requestEvidenceRoute,
  listEvidenceRoute,
  getEvidenceRoute,
  approveEvidenceRoute,
  declineEvidenceRoute,
  downloadEvidenceRoute,
  listEscalationsRoute,
  takeEscalationRoute,
  settleEscalationRoute,
  getCallOrderRoute,
  changeCallOrderRoute,
  listRecipientsRoute,
  createRecipientRoute,
  changeRecipientRoute,
  previewRecipientRoute,
  dryRunBatchesRoute,
  exportRecipientsRoute,
  previewRecipientImportRoute,
  importRecipientsRoute,
  makeWebhookSecretRoute,
  setRecipientTokenRoute,
  listPeopleRoute,
  invitePersonRoute,
  reissueInvitationRoute,
  changePersonRoute,
  getMeRoute,
  listCredentialsRoute,
  revokeCredentialRoute,
  issueApiTokenRoute,
  lookAtInvitationRoute,
  joinRoute,
  listAuditRoute,
  listDeadLettersRoute,
  retryDeadLetterRoute,
  getExtensionPolicyRoute,
  changeExtensionPolicyRoute,
  reportAdapterRoute,
  getAdapterReportsRoute,
  getSchoolsRoute,
  exportSchoolsRoute,
  changeSchoolsRoute,
  searchSchoolsRoute,
  openPhoneLinkRoute,
  closePhoneLinkRoute,
  collectPhoneEntriesRoute,
  takePhoneEntriesRoute,
  lookAtPhoneLinkRoute,
  acceptPhoneEntryRoute,
  listModelsRoute,
  monitorModelsRoute,
  rollBackModelRoute,
  compareModelsRoute,
  startShadowRoute,
  endShadowRoute,
  promoteModelRoute,
  retireModelRoute,
  watchEventsRoute,
] as const;
