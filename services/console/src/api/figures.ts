import { Figures, type FiguresQuery } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { queryString, request } from './request.ts';

export const figuresQuery = (query: FiguresQuery) =>
  queryOptions({
    queryKey: ['figures', query],
    queryFn: ({ signal }) => request(Figures, `/v1/figures${queryString(query)}`, { signal }),
    staleTime: 60_000,
  });
