import { CredentialView, Me, OwnFlagPage, type Permission } from '@lapwing/contracts';
import { infiniteQueryOptions, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { z } from 'zod';
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

const CredentialList = z.object({ credentials: z.array(CredentialView) });
const TokenMade = z.object({ token: z.string(), credential: CredentialView });

export const credentialsQuery = queryOptions({
  queryKey: ['me', 'credentials'],
  queryFn: ({ signal }) => request(CredentialList, '/v1/me/credentials', { signal }),
});

export const revokeCredential = (credentialId: string) =>
  requestNothing(`/v1/me/credentials/${encodeURIComponent(credentialId)}`, { method: 'DELETE' });

/** The token is in the answer once and never again. */
export const makeToken = (label: string, scopes: readonly string[]) =>
  request(TokenMade, '/v1/me/tokens', { method: 'POST', body: { label, scopes } });

/** Uses a one-time invitation: sets the password and signs in. */
export const join = (token: string, password: string) =>
  requestNothing('/v1/join', { method: 'POST', body: { token, password } });

export const ownFlagsQuery = infiniteQueryOptions({
  queryKey: ['flags', 'own'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    request(OwnFlagPage, `/v1/flags${queryString({ cursor: pageParam, limit: 50 })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});
