import {
  BatchDetail,
  BatchDryRun,
  type BatchInput,
  BatchPage,
  BatchPreview,
  type BatchSentInput,
  BatchView,
  BatchWorksheet,
  type DeliveryTarget,
  RecipientFileChanges,
  type RecipientInput,
  RecipientPreview,
  type RecipientPreviewInput,
  RecipientView,
  ReferralPage,
  type ReferralState,
  WebhookSecret,
} from '@lapwing/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { queryString, request, requestNothing } from './request.ts';

const RecipientList = z.object({ recipients: z.array(RecipientView) });
const BatchesStarted = z.object({ batches: z.array(BatchView) });

export const recipientsQuery = queryOptions({
  queryKey: ['recipients'],
  queryFn: async ({ signal }) => (await request(RecipientList, '/v1/recipients', { signal })).recipients,
});

export const createRecipient = (input: RecipientInput) =>
  request(RecipientView, '/v1/recipients', { method: 'POST', body: input });

/** Refused when somebody else changed the recipient since `version`. */
export const changeRecipient = (recipientId: string, version: number, input: RecipientInput) =>
  request(RecipientView, `/v1/recipients/${recipientId}`, {
    method: 'PUT',
    body: input,
    headers: { 'if-match': `"${version}"` },
  });

/** Shown once. */
/** Kept sealed; nobody sees it again. */
export const setRecipientToken = ({ recipientId, token }: { recipientId: string; token: string }) =>
  requestNothing(`/v1/recipients/${recipientId}/token`, { method: 'PUT', body: { token } });

export const makeWebhookSecret = (recipientId: string) =>
  request(WebhookSecret, `/v1/recipients/${recipientId}/webhook-secret`, { method: 'POST' });

/**
 * What a recipient would get with settings that are being edited. Asked again for other settings only: a real referral is a
 * disclosure each time.
 */
export const recipientPreviewQuery = (input: RecipientPreviewInput | null) =>
  queryOptions({
    queryKey: ['recipient-preview', input],
    queryFn: ({ signal }) =>
      request(RecipientPreview, '/v1/recipients/preview', { method: 'POST', body: input, signal }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** What would go today; with settings, as if they were saved. Below the key of recipients, whose changes it follows. */
export const dryRunQuery = (recipientId: string, recipient?: RecipientInput) =>
  queryOptions({
    queryKey: ['recipients', 'dry-run', recipientId, recipient ?? null],
    queryFn: ({ signal }) =>
      request(BatchDryRun, `/v1/recipients/${recipientId}/dry-run`, {
        method: 'POST',
        body: recipient === undefined ? {} : { recipient },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** Where the file of all recipients is. Taking it is put on record. */
export const recipientFileUrl = '/v1/recipients/file';

/** What a file would change; `content` is whatever was in it. */
export const previewImport = (content: unknown) =>
  request(RecipientFileChanges, '/v1/recipients/file/preview', { method: 'POST', body: content });

/** Refused when the recipients changed since the preview that gave `seen`. */
export const importRecipients = (content: unknown, seen: string) =>
  request(RecipientFileChanges, `/v1/recipients/file${queryString({ seen })}`, {
    method: 'POST',
    body: content,
  });

export const referralsQuery = (filter: {
  recipientId?: string | undefined;
  state?: ReferralState;
  find?: string;
}) =>
  infiniteQueryOptions({
    queryKey: ['referrals', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request(ReferralPage, `/v1/referrals${queryString({ ...filter, cursor: pageParam, limit: 50 })}`, {
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const withdrawReferral = (referralId: string, reason: string) =>
  requestNothing(`/v1/referrals/${referralId}/withdraw`, { method: 'POST', body: { reason } });

/** A disclosure: the audit log records it. */
export const previewBatch = (input: BatchInput) =>
  request(BatchPreview, '/v1/batches/preview', { method: 'POST', body: input });

/** `key` makes a repeated press start nothing twice. */
export const buildBatches = (input: BatchInput, key: string) =>
  request(BatchesStarted, '/v1/batches', {
    method: 'POST',
    body: input,
    headers: { 'idempotency-key': key },
  });

/**
 * A disclosure: the audit log records it, so it is asked for once and not again by itself.
 *
 * @param destination where it would go, by which its `report` is another one
 */
export const batchWorksheetQuery = (batchId: string, destination: string | null = null) =>
  queryOptions({
    queryKey: ['worksheet', batchId, destination],
    queryFn: ({ signal }) => request(BatchWorksheet, `/v1/batches/${batchId}/worksheet`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const batchesQuery = (recipientId: string) =>
  infiniteQueryOptions({
    queryKey: ['batches', 'of', recipientId],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request(BatchPage, `/v1/batches${queryString({ recipientId, cursor: pageParam, limit: 20 })}`, {
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['batches', 'detail', batchId],
    queryFn: ({ signal }) => request(BatchDetail, `/v1/batches/${batchId}`, { signal }),
    // Events say when it changes; this is for when they are paused.
    refetchInterval: (query) =>
      query.state.data?.state === 'BUILDING' || query.state.data?.delivery?.state === 'WAITING'
        ? 3000
        : false,
  });

export const markSent = (batchId: string, input: BatchSentInput) =>
  request(BatchView, `/v1/batches/${batchId}/sent`, { method: 'POST', body: input });

/** The destination, and the key that it is encrypted to, are what the person agreed to. */
export const deliverBatch = (
  batchId: string,
  { destination, encryptedTo }: Pick<DeliveryTarget, 'destination' | 'encryptedTo'>,
) =>
  request(BatchView, `/v1/batches/${batchId}/deliver`, {
    method: 'POST',
    body: { destination, encryptedTo },
  });

export const withdrawDelivery = (batchId: string) =>
  request(BatchView, `/v1/batches/${batchId}/withdraw-delivery`, { method: 'POST' });

/** Between two attempts; refused while one is being made. */
export const stopDelivery = (batchId: string) =>
  request(BatchView, `/v1/batches/${batchId}/stop-delivery`, { method: 'POST' });

/** After a second look at a batch of somebody else's. */
export const releaseBatch = (batchId: string) =>
  request(BatchView, `/v1/batches/${batchId}/release`, { method: 'POST' });

export const cancelBatch = (batchId: string) =>
  request(BatchView, `/v1/batches/${batchId}/cancel`, { method: 'POST' });

export const batchFileUrl = (batchId: string, name: string) =>
  `/v1/batches/${batchId}/files/${encodeURIComponent(name)}`;
export const batchArchiveUrl = (batchId: string) => `/v1/batches/${batchId}/archive`;
