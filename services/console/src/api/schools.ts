import { SchoolList, type SchoolListInput, SchoolListView, SchoolsNamed } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

export const schoolsQuery = queryOptions({
  queryKey: ['schools'],
  queryFn: ({ signal }) => request(SchoolListView, '/v1/schools', { signal }),
});

export const exportSchools = () => request(SchoolList, '/v1/schools/list');

/** Refused (`stale`) when somebody else changed the list since `version`. */
export const changeSchools = (version: number, input: SchoolListInput) =>
  request(SchoolListView, '/v1/schools', {
    method: 'PUT',
    body: input,
    headers: { 'if-match': `"${version}"` },
  });

/** Where a text names a listed school, with the text that it is about. */
export const schoolsNamedQuery = (text: string) =>
  queryOptions({
    queryKey: ['schools-named', text],
    queryFn: async ({ signal }) => {
      const body = { text };
      const { places } = await request(SchoolsNamed, '/v1/schools/search', { method: 'POST', body, signal });
      return { text, places };
    },
    enabled: text.trim() !== '',
    staleTime: 60_000,
  });
