import { Figures, type FiguresQuery, type ReportInput, ReportText } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { queryString, request, requestFile } from './request.ts';

export const figuresQuery = (query: FiguresQuery) =>
  queryOptions({
    queryKey: ['figures', query],
    queryFn: ({ signal }) => request(Figures, `/v1/figures${queryString(query)}`, { signal }),
    staleTime: 60_000,
  });

export const reportTextQuery = queryOptions({
  queryKey: ['report-text'],
  queryFn: ({ signal }) => request(ReportText, '/v1/reports/text', { signal }),
  // Read once for each time that somebody is about to edit it, and not changed beneath her.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
});

/** `version` is of the text that was seen; another one by now is refused as stale. */
export const changeReportText = (independence: string, version: number) =>
  request(ReportText, '/v1/reports/text', {
    method: 'PUT',
    body: { independence },
    headers: { 'if-match': `"${version}"` },
  });

export const takeReport = (input: ReportInput) => requestFile('/v1/reports', { method: 'POST', body: input });
