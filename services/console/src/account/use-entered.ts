import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** After a sign-in: forgets who was signed in before, and goes where the person wanted to go. */
export function useEntered(next: string | undefined): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    queries.removeQueries();
    // Only addresses of this site: "//host" would lead away.
    const target = next?.startsWith('/') && !next.startsWith('//') ? next : '/';
    await router.navigate({ href: target, replace: true });
  }, [queries, router, next]);
}
