import { AdapterReports, type ExtensionPolicyInput, ExtensionPolicyView } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

export const extensionPolicyQuery = queryOptions({
  queryKey: ['extension', 'policy'],
  queryFn: ({ signal }) => request(ExtensionPolicyView, '/v1/extension/policy', { signal }),
});

/** Refused (`stale`) when somebody else changed the policy since `version`. */
export const changeExtensionPolicy = (version: number, input: ExtensionPolicyInput) =>
  request(ExtensionPolicyView, '/v1/extension/policy', {
    method: 'PUT',
    body: input,
    headers: { 'if-match': `"${version}"` },
  });

export const adapterReportsQuery = queryOptions({
  queryKey: ['extension', 'adapter-reports'],
  queryFn: ({ signal }) => request(AdapterReports, '/v1/extension/adapter-reports', { signal }),
});
