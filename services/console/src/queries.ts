import { QueryCache, QueryClient } from '@tanstack/react-query';
import { slugOf, troubleOf } from './api/request.ts';

/** Answers that asking again can change. */
function isPassing(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'offline' || (trouble.kind === 'problem' && trouble.problem.slug === 'unavailable');
}

/** The page's cache of answers. A session that ended anywhere sends to the sign-in page. */
export function makeQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // The shell's own loader handles `me`; any other refusal means that the session ended meanwhile.
        const slug = slugOf(error);
        const ended = slug === 'unauthenticated' || slug === 'second-factor-required';
        if (ended && query.queryKey.join() !== 'me')
          void queries.resetQueries({ queryKey: ['me'], exact: true });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => isPassing(error) && failures < 2,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
