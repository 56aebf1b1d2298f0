import { useQueryClient } from '@tanstack/react-query';

/** Has everything asked for again that shows a batch or what is in it. */
export function useBatchChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['batches'], ['referrals'], ['recipients'], ['escalations']])
      void queries.invalidateQueries({ queryKey });
  };
}
