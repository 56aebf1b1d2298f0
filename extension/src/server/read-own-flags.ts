import { OwnFlagPage } from '@lapwing/contracts/flag';
import { type Answer, askServer, type Fetch } from './ask-server.ts';

/** One page of the analyst's own flags with what became of them, newest first. */
export function readOwnFlags(
  from: { server: string; token: string },
  cursor: string | null,
  fetch: Fetch,
): Promise<Answer<OwnFlagPage>> {
  const query = new URLSearchParams({ limit: '25', ...(cursor === null ? {} : { cursor }) });
  return askServer({ ...from, method: 'GET', path: `/v1/flags?${query}`, answer: OwnFlagPage }, fetch);
}
