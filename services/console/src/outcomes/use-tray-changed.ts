import { useQueryClient } from '@tanstack/react-query';

/** What to call after a line of the tray was settled: everything that shows outcomes is asked for anew. */
export function useTrayChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['tray'], ['referrals'], ['batches'], ['recipients']])
      void queries.invalidateQueries({ queryKey });
  };
}
