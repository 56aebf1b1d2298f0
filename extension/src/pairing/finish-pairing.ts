import { CredentialView } from '@lapwing/contracts/person';
import { z } from 'zod';
import { type Answer, askServer, type Fetch } from '../server/ask-server.ts';
import { readMe } from '../server/read-me.ts';
import type { Pairing } from './pairing.ts';

const CredentialList = z.object({ credentials: z.array(CredentialView) });

/** Asks who the new token belongs to and what the server calls it. Never throws. */
export async function finishPairing(server: string, token: string, fetch: Fetch): Promise<Answer<Pairing>> {
  const me = await readMe({ server, token }, fetch);
  if (me.kind !== 'OK') return me;
  const list = await askServer(
    { server, token, method: 'GET', path: '/v1/me/credentials', answer: CredentialList },
    fetch,
  );
  // The one made a moment ago is ours: the list does not say which token asks for it.
  const newest =
    list.kind === 'OK'
      ? list.value.credentials
          .filter((credential) => credential.kind === 'EXTENSION')
          .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0]
      : undefined;
  return {
    kind: 'OK',
    value: { server, token, credentialId: newest?.credentialId ?? null, me: me.value },
  };
}
