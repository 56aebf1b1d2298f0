import {
  type CorrectionInput,
  CorrectionWritten,
  type LineAssignment,
  MailboxState,
  OpenedReply,
  type OutcomeFileConfirmed,
  type OutcomeFileInput,
  OutcomeFileRecorded,
  OutcomePlan,
  type OutcomesInput,
  OutcomesRecorded,
  OverdueList,
  RememberedMapping,
  type ReminderInput,
  type ReopeningInput,
  Timeline,
  TrayPage,
} from '@lapwing/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { queryString, request, requestNothing } from './request.ts';

/** All or none of the referrals. */
export const recordOutcomes = (input: OutcomesInput) =>
  request(OutcomesRecorded, '/v1/outcomes', { method: 'POST', body: input });

export const outcomeMappingQuery = (recipientId: string) =>
  queryOptions({
    queryKey: ['outcome-mapping', recipientId],
    queryFn: async ({ signal }) =>
      (await request(RememberedMapping, `/v1/recipients/${recipientId}/outcome-mapping`, { signal })).mapping,
  });

/** Changes nothing. */
export const previewOutcomeFile = (input: OutcomeFileInput) =>
  request(OutcomePlan, '/v1/outcome-files/preview', { method: 'POST', body: input });

/** Refused as `stale` when something else would be recorded by now than the preview said. */
export const recordOutcomeFile = (input: OutcomeFileConfirmed) =>
  request(OutcomeFileRecorded, '/v1/outcome-files', { method: 'POST', body: input });

export const trayQuery = infiniteQueryOptions({
  queryKey: ['tray'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    request(TrayPage, `/v1/outcome-lines${queryString({ cursor: pageParam, limit: 50 })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});

export const assignTrayLine = (lineId: string, input: LineAssignment) =>
  request(OutcomesRecorded, `/v1/outcome-lines/${lineId}/assign`, { method: 'POST', body: input });

/** A disclosure, on record. */
export const openReply = (lineId: string) =>
  request(OpenedReply, `/v1/outcome-lines/${lineId}/open`, { method: 'POST' });

export const mailboxQuery = queryOptions({
  queryKey: ['mailbox'],
  queryFn: async ({ signal }) => (await request(MailboxState, '/v1/mailbox', { signal })).mailbox,
});

export const dismissTrayLine = (lineId: string, reason: string) =>
  requestNothing(`/v1/outcome-lines/${lineId}/dismiss`, { method: 'POST', body: { reason } });

export const timelineQuery = (referralId: string) =>
  queryOptions({
    queryKey: ['timeline', referralId],
    queryFn: async ({ signal }) =>
      (await request(Timeline, `/v1/referrals/${referralId}/timeline`, { signal })).events,
  });

export const reopenReferral = (referralId: string, input: ReopeningInput) =>
  requestNothing(`/v1/referrals/${referralId}/reopen`, { method: 'POST', body: input });

/** Refused with a code where nothing can be said of it now. */
export const writeCorrection = (referralId: string, input: CorrectionInput) =>
  request(CorrectionWritten, `/v1/referrals/${referralId}/corrections`, { method: 'POST', body: input });

export const overdueQuery = queryOptions({
  queryKey: ['overdue'],
  queryFn: async ({ signal }) => (await request(OverdueList, '/v1/reminders', { signal })).recipients,
});

/** All or none of the referrals. */
export const recordReminder = (input: ReminderInput) =>
  requestNothing('/v1/reminders', { method: 'POST', body: input });
