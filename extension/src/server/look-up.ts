import { LookupResult } from '@lapwing/contracts/flag';
import { type Answer, askServer, type Fetch } from './ask-server.ts';

/** The most addresses that are asked about in one request. */
export const MOST_LOOKED_UP = 100;

/** "Is this already known?" for one to a hundred URLs; the results are in their order. */
export function lookUpMany(
  from: { server: string; token: string },
  urls: readonly string[],
  fetch: Fetch,
): Promise<Answer<LookupResult>> {
  return askServer(
    { ...from, method: 'POST', path: '/v1/flags/lookup', body: { urls }, answer: LookupResult },
    fetch,
  );
}

/** "Is this already known?" for one URL. */
export function lookUp(
  from: { server: string; token: string },
  url: string,
  fetch: Fetch,
): Promise<Answer<LookupResult>> {
  return lookUpMany(from, [url], fetch);
}
