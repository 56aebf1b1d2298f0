import { LookupResult } from '@lapwing/contracts/flag';
import { type Answer, askServer, type Fetch } from './ask-server.ts';

/** "Is this already known?" for one URL. */
export function lookUp(
  from: { server: string; token: string },
  url: string,
  fetch: Fetch,
): Promise<Answer<LookupResult>> {
  return askServer(
    { ...from, method: 'POST', path: '/v1/flags/lookup', body: { urls: [url] }, answer: LookupResult },
    fetch,
  );
}
