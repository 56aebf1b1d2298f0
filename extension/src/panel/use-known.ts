import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { KnownItem } from '@lapwing/contracts/flag';
import { useEffect, useState } from 'react';
import type { Pairing } from '../pairing/pairing.ts';
import { forgetToken } from '../pairing/pairing-store.ts';
import { needsPairing } from '../server/ask-server.ts';
import { lookUp } from '../server/look-up.ts';
import { usePanel } from './panel-context.tsx';

export type Known =
  | { kind: 'NOTHING' }
  | { kind: 'ASKING' }
  | { kind: 'NEW' }
  | { kind: 'KNOWN'; item: KnownItem };

const SETTLED_MS = 400;
const nothing: Known = { kind: 'NOTHING' };

/** Whether the address is already known to the organisation; says nothing while it cannot be asked. */
export function useKnown(url: string, pairing: Pairing, online: boolean): Known {
  const { fetch } = usePanel();
  const [known, setKnown] = useState<Known>(nothing);
  const { server, token } = pairing;
  const identified = identifyContentUrl(url);
  // Two spellings of one address are one question.
  const address = identified.ok ? identified.identity.canonicalUrl : null;
  useEffect(() => {
    setKnown(nothing);
    if (address === null || token === null || !online) return;
    let current = true;
    const timer = setTimeout(async () => {
      setKnown({ kind: 'ASKING' });
      const answer = await lookUp({ server, token }, address, fetch);
      if (!current) return;
      if (needsPairing(answer)) await forgetToken(token);
      const result = answer.kind === 'OK' ? answer.value.results[0] : undefined;
      if (!result || result.refused !== null) setKnown(nothing);
      else setKnown(result.known ? { kind: 'KNOWN', item: result.known } : { kind: 'NEW' });
    }, SETTLED_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [address, server, token, online, fetch]);
  return known;
}
