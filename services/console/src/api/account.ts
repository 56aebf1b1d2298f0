import {
  type ApiTokenInput,
  ApiTokenIssued,
  CredentialList,
  InvitedPerson,
  Joined,
  type JoinInput,
  Me,
  OwnFlagPage,
  type Permission,
} from '@lapwing/contracts';
import { infiniteQueryOptions, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { queryString, request, requestNothing } from './request.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request(Me, '/v1/me', { signal }),
  staleTime: 60_000,
});

/** The signed-in person; only below the shell, whose route has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the signed-in person has a permission. */
export function useMay(): (permission: Permission) => boolean {
  const me = useMe();
  return (permission) => me.permissions.includes(permission);
}

export const credentialsQuery = queryOptions({
  queryKey: ['me', 'credentials'],
  queryFn: ({ signal }) => request(CredentialList, '/v1/me/credentials', { signal }),
});

export const revokeCredential = (credentialId: string) =>
  requestNothing(`/v1/me/credentials/${encodeURIComponent(credentialId)}`, { method: 'DELETE' });

/** The token is in the answer once and never again. */
export const makeToken = (input: ApiTokenInput) =>
  request(ApiTokenIssued, '/v1/me/tokens', { method: 'POST', body: input });

/** Whose one-time link this is; refused when it was used, replaced, or has ended. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      request(InvitedPerson, '/v1/join/invitation', { method: 'POST', body: { token }, signal }),
    refetchOnWindowFocus: false,
  });

/** Uses a one-time invitation: sets the password and signs in. */
export const join = (input: JoinInput) => request(Joined, '/v1/join', { method: 'POST', body: input });

export const ownFlagsQuery = infiniteQueryOptions({
  queryKey: ['flags', 'own'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    request(OwnFlagPage, `/v1/flags${queryString({ cursor: pageParam, limit: 50 })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});
