import { z } from 'zod';
import { askServer, type Fetch, needsPairing } from '../server/ask-server.ts';
import type { Pairing } from './pairing.ts';

/**
 * Makes the server forget this browser's token. True when it did, or knew it no more; false when it could not be
 * reached, and the token is still good.
 */
export async function revokePairing(pairing: Pairing, fetch: Fetch): Promise<boolean> {
  const { server, token, credentialId } = pairing;
  if (token === null) return true;
  if (credentialId === null) return false;
  const answer = await askServer(
    {
      server,
      token,
      method: 'DELETE',
      path: `/v1/me/credentials/${encodeURIComponent(credentialId)}`,
      answer: z.undefined(),
    },
    fetch,
  );
  return (
    answer.kind === 'OK' ||
    needsPairing(answer) ||
    (answer.kind === 'PROBLEM' && answer.problem.status === 404)
  );
}
