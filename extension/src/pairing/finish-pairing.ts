import type { Answer, Fetch } from '../server/ask-server.ts';
import { readMe } from '../server/read-me.ts';
import type { Pairing } from './pairing.ts';

/** Asks who the new token belongs to. Never throws. */
export async function finishPairing(server: string, token: string, fetch: Fetch): Promise<Answer<Pairing>> {
  const me = await readMe({ server, token }, fetch);
  return me.kind === 'OK' ? { kind: 'OK', value: { server, token, me: me.value } } : me;
}
