import {
  AuditPage,
  DeadLetterView,
  type InvitationInput,
  InvitationMade,
  PeoplePage,
  type PersonChange,
  PersonView,
} from '@lapwing/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { queryString, request, requestNothing } from './request.ts';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) => (await request(PeoplePage, '/v1/people', { signal })).people,
});

export const invite = (input: InvitationInput) =>
  request(InvitationMade, '/v1/people', { method: 'POST', body: input });

export const inviteAgain = (personId: string) =>
  request(InvitationMade, `/v1/people/${personId}/invitation`, { method: 'POST' });

export const changePerson = (personId: string, change: PersonChange) =>
  request(PersonView, `/v1/people/${personId}`, { method: 'PATCH', body: change });

export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    request(AuditPage, `/v1/audit${queryString({ cursor: pageParam, limit: 100 })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
  // Reading it is itself recorded: only when asked for.
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

const DeadLetterList = z.object({ deadLetters: z.array(DeadLetterView) });

export const deadLettersQuery = queryOptions({
  queryKey: ['dead-letters'],
  queryFn: async ({ signal }) => (await request(DeadLetterList, '/v1/dead-letters', { signal })).deadLetters,
});

export const retryDeadLetter = (deadLetterId: string) =>
  requestNothing(`/v1/dead-letters/${deadLetterId}/retry`, { method: 'POST' });
