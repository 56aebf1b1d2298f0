import { ChampionSeen, ModelComparison, ModelList, ModelMonitoring } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request, requestNothing } from './request.ts';

/** Beginning of every key of this file, to ask anew for all of it. */
export const MODELS_KEY = 'models';

export const modelsQuery = queryOptions({
  queryKey: [MODELS_KEY, 'list'],
  queryFn: async ({ signal }) => (await request(ModelList, '/v1/models', { signal })).models,
  // What the scorer could not load shows a few seconds after a promotion, and no event tells of it.
  refetchInterval: 10_000,
});

export const monitoringQuery = queryOptions({
  queryKey: [MODELS_KEY, 'monitoring'],
  queryFn: ({ signal }) => request(ModelMonitoring, '/v1/models/monitoring', { signal }),
  staleTime: 60_000,
});

export const comparisonQuery = (version: string) =>
  queryOptions({
    queryKey: [MODELS_KEY, 'comparison', version],
    queryFn: ({ signal }) => request(ModelComparison, `/v1/models/${version}/comparison`, { signal }),
  });

export const startShadow = (version: string) =>
  requestNothing(`/v1/models/${version}/shadow`, { method: 'POST' });

export const endShadow = (version: string) =>
  requestNothing(`/v1/models/${version}/shadow`, { method: 'DELETE' });

/** `champion` is the one that the person saw; another by now is refused as stale. */
export const promoteModel = (version: string, champion: string) =>
  requestNothing(`/v1/models/${version}/promote`, { method: 'POST', body: { champion } });

export const rollBack = (champion: string) =>
  request(ChampionSeen, '/v1/models/roll-back', { method: 'POST', body: { champion } });

export const retireModel = (version: string) =>
  requestNothing(`/v1/models/${version}/retire`, { method: 'POST' });
