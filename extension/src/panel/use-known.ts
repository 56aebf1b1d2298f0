import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { KnownItem, LookupResult } from '@lapwing/contracts/flag';
import { useEffect, useState } from 'react';
import type { Pairing } from '../pairing/pairing.ts';
import { forgetToken } from '../pairing/pairing-store.ts';
import { needsPairing } from '../server/ask-server.ts';
import { lookUp } from '../server/look-up.ts';
import { usePanel } from './panel-context.tsx';

export type Known =
  | { kind: 'NOTHING' }
  | { kind: 'ASKING' }
  | { kind: 'NO_ANSWER' }
  | { kind: 'NEW' }
  | { kind: 'KNOWN'; item: KnownItem };

/** So long an address stays as it is before the server is asked about it. */
const SETTLED_MS = 400;

/**
 * Whether the address is already known to the organisation; NOTHING while it cannot be asked. ASKING from the first
 * moment on, so that no line appears between the eye and the hand.
 */
export function useKnown(url: string, pairing: Pairing, online: boolean): Known {
  const { fetch } = usePanel();
  const [answered, setAnswered] = useState<{ address: string; known: Known } | null>(null);
  const { server, token } = pairing;
  const identified = identifyContentUrl(url);
  // Two spellings of one address are one question.
  const address = identified.ok ? identified.identity.canonicalUrl : null;
  useEffect(() => {
    if (address === null || token === null || !online) return;
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await lookUp({ server, token }, address, fetch);
      if (!current) return;
      if (needsPairing(answer)) await forgetToken(token);
      const result = answer.kind === 'OK' ? answer.value.results[0] : undefined;
      setAnswered({ address, known: knownOf(result) });
    }, SETTLED_MS);
    return () => {
      current = false;
      clearTimeout(timer);
      setAnswered(null);
    };
  }, [address, server, token, online, fetch]);
  if (address === null || token === null || !online) return { kind: 'NOTHING' };
  return answered?.address === address ? answered.known : { kind: 'ASKING' };
}

function knownOf(result: LookupResult['results'][number] | undefined): Known {
  if (!result || result.refused !== null) return { kind: 'NO_ANSWER' };
  return result.known ? { kind: 'KNOWN', item: result.known } : { kind: 'NEW' };
}
