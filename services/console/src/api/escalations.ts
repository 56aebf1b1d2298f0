import { CallOrder, EscalationList, EscalationView } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

/** What nobody answered and nobody settled; also asked for now and then, should the stream of events be away. */
export const escalationsQuery = queryOptions({
  queryKey: ['escalations'],
  queryFn: async ({ signal }) => (await request(EscalationList, '/v1/escalations', { signal })).escalations,
  refetchInterval: 60_000,
});

/** Refused when somebody else took it meanwhile. */
export const takeEscalation = (escalationId: string) =>
  request(EscalationView, `/v1/escalations/${escalationId}/take`, { method: 'POST' });

export const settleEscalation = (escalationId: string, done: string) =>
  request(EscalationView, `/v1/escalations/${escalationId}/settle`, { method: 'POST', body: { done } });

export const callOrderQuery = queryOptions({
  queryKey: ['call-order'],
  queryFn: ({ signal }) => request(CallOrder, '/v1/call-order', { signal }),
});

/** Refused when somebody else changed it since `version`. */
export const changeCallOrder = (version: number, personIds: string[]) =>
  request(CallOrder, '/v1/call-order', {
    method: 'PUT',
    body: { personIds },
    headers: { 'if-match': `"${version}"` },
  });
