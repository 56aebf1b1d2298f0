import {
  AccountItems,
  type EvidenceChoice,
  EvidenceDetail,
  type EvidenceInput,
  EvidencePage,
  EvidencePreview,
  EvidenceView,
  ReferralPage,
} from '@lapwing/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { queryString, request } from './request.ts';

export const accountItemsQuery = (itemId: string) =>
  queryOptions({
    queryKey: ['items', 'account', itemId],
    queryFn: ({ signal }) => request(AccountItems, `/v1/items/${itemId}/account`, { signal }),
  });

/** An item that was referred, by its address in any spelling or by the id of a referral; null when there is none. */
export const findReferredItem = async (find: string): Promise<AccountItems['items'][number] | null> => {
  const { referrals } = await request(ReferralPage, `/v1/referrals${queryString({ find, limit: 1 })}`);
  const [found] = referrals;
  if (!found) return null;
  const { itemId, url, platform, kind, category, severity, createdAt } = found;
  return { itemId, url, platform, kind, category, severity, firstFlaggedAt: createdAt };
};

/** A disclosure: the audit log records it. */
export const previewEvidence = (choice: EvidenceChoice) =>
  request(EvidencePreview, '/v1/evidence/preview', { method: 'POST', body: choice });

/** `key` makes a repeated press ask for nothing twice. */
export const requestEvidence = (input: EvidenceInput, key: string) =>
  request(EvidenceView, '/v1/evidence', {
    method: 'POST',
    body: input,
    headers: { 'idempotency-key': key },
  });

export const evidencePackagesQuery = infiniteQueryOptions({
  queryKey: ['evidence', 'all'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    request(EvidencePage, `/v1/evidence${queryString({ cursor: pageParam, limit: 50 })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});

export const evidenceQuery = (packageId: string) =>
  queryOptions({
    queryKey: ['evidence', 'detail', packageId],
    queryFn: ({ signal }) => request(EvidenceDetail, `/v1/evidence/${packageId}`, { signal }),
    // No event says when it is built. Each look is on record, so none is taken that nobody waits for.
    refetchInterval: ({ state: { data } }) => (data?.state === 'BUILDING' && !data.givenUp ? 3000 : false),
    refetchOnWindowFocus: false,
  });

/** `digest` is that of what was read. */
export const approveEvidence = (packageId: string, digest: string) =>
  request(EvidenceView, `/v1/evidence/${packageId}/approve`, { method: 'POST', body: { digest } });

export const declineEvidence = (packageId: string, reason: string) =>
  request(EvidenceView, `/v1/evidence/${packageId}/decline`, { method: 'POST', body: { reason } });

export const evidenceArchiveUrl = (packageId: string) => `/v1/evidence/${packageId}/archive`;
