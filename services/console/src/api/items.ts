import {
  ClaimView,
  type DecisionInput,
  DecisionMade,
  ItemDetail,
  type LawEnforcementInput,
  OpenedText,
  QueuePage,
  type TranslationInput,
  TranslationView,
} from '@lapwing/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { queryString, request, requestNothing, requestOrNothing } from './request.ts';

/** What the queue is narrowed to; all absent: everything. */
export interface QueueFilter {
  state?: string | undefined;
  platform?: string | undefined;
  category?: string | undefined;
  unsure?: true | undefined;
  mine?: 'true' | undefined;
}

export const queueQuery = (filter: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: ['items', 'queue', filter],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const page = await request(
        QueuePage,
        `/v1/items${queryString({ ...filter, unsure: filter.unsure && 'true', cursor: pageParam, limit: 50 })}`,
        { signal },
      );
      return { ...page, receivedAt: Date.now() };
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const itemQuery = (itemId: string) =>
  queryOptions({
    queryKey: ['items', 'detail', itemId],
    queryFn: async ({ signal }) => {
      const item = await request(ItemDetail, `/v1/items/${itemId}`, { signal });
      return { ...item, receivedAt: Date.now() };
    },
  });

/** A disclosure: the audit log records that the caller opened these texts. */
export const openText = (itemId: string) =>
  request(OpenedText, `/v1/items/${itemId}/open-text`, { method: 'POST' });

export const recordLawEnforcement = (itemId: string, input: LawEnforcementInput) =>
  requestNothing(`/v1/items/${itemId}/law-enforcement`, { method: 'POST', body: input });

/** Claims the named item, or the next of the queue; null when nothing is left. */
export const takeItem = (itemId?: string) =>
  requestOrNothing(ClaimView, '/v1/claims', { method: 'POST', body: itemId ? { itemId } : {} });

export const renewClaim = (claim: ClaimView) =>
  request(ClaimView, `/v1/claims/${claim.claimId}/renew`, { method: 'POST', body: { token: claim.token } });

export const handBackClaim = (claim: ClaimView) =>
  requestNothing(`/v1/claims/${claim.claimId}/hand-back`, { method: 'POST', body: { token: claim.token } });

/** `keepalive`: also when the page is being left. */
export const decide = (input: DecisionInput, keepalive: boolean) =>
  request(DecisionMade, '/v1/decisions', { method: 'POST', body: input, keepalive });

export const translateExplanation = (decisionId: string, input: TranslationInput) =>
  request(TranslationView, `/v1/decisions/${decisionId}/translations`, { method: 'POST', body: input });
