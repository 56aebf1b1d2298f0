import { RecheckPage } from '@lapwing/contracts/recheck';
import { type Answer, askServer, type Fetch } from './ask-server.ts';

/** One page of what the analyst should look at again, the longest due first. */
export function readRechecks(
  from: { server: string; token: string },
  cursor: string | null,
  fetch: Fetch,
): Promise<Answer<RecheckPage>> {
  const query = new URLSearchParams({ limit: '25', ...(cursor === null ? {} : { cursor }) });
  return askServer({ ...from, method: 'GET', path: `/v1/rechecks?${query}`, answer: RecheckPage }, fetch);
}
