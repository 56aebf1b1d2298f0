import { z } from 'zod';
import { askServer, type Fetch, needsPairing } from '../server/ask-server.ts';
import type { Pairing } from './pairing.ts';

/**
 * Makes the server forget this browser's token. True when it did, or knew it no more; false when it could not be
 * reached or did not, and the token is still good.
 */
export async function revokePairing({ server, token }: Pairing, fetch: Fetch): Promise<boolean> {
  if (token === null) return true;
  const path = '/v1/me/credentials/current';
  const answer = await askServer({ server, token, method: 'DELETE', path, answer: z.undefined() }, fetch);
  return answer.kind === 'OK' || needsPairing(answer);
}
