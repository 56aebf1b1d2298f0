import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { KnownItem } from '@lapwing/contracts/flag';
import { useEffect, useRef, useState } from 'react';
import type { Pairing } from '../../pairing/pairing.ts';
import { forgetToken } from '../../pairing/pairing-store.ts';
import { needsPairing } from '../../server/ask-server.ts';
import { lookUpMany, MOST_LOOKED_UP } from '../../server/look-up.ts';
import { usePanel } from '../panel-context.tsx';

/** By canonical address; null: asked about, and new. */
export type KnownItems = ReadonlyMap<string, KnownItem | null>;

/** The one spelling under which an address is asked about; null where it is none. */
export function canonicalOf(url: string): string | null {
  const identified = identifyContentUrl(url);
  return identified.ok ? identified.identity.canonicalUrl : null;
}

/** Which addresses the organisation knows already: each is asked about once, a hundred in a request. */
export function useKnownItems(urls: readonly string[], pairing: Pairing, online: boolean): KnownItems {
  const { fetch } = usePanel();
  const { server, token } = pairing;
  const [known, setKnown] = useState<KnownItems>(new Map());
  const asked = useRef(new Set<string>());
  const addresses = urls.flatMap((url) => canonicalOf(url) ?? []).join('\n');
  useEffect(() => {
    if (token === null || !online) return;
    const open = addresses.split('\n').filter((address) => address !== '' && !asked.current.has(address));
    for (let from = 0; from < open.length; from += MOST_LOOKED_UP) {
      const some = open.slice(from, from + MOST_LOOKED_UP);
      for (const address of some) asked.current.add(address);
      void lookUpMany({ server, token }, some, fetch).then(async (answer) => {
        if (answer.kind === 'OK') {
          const found = answer.value.results.map(
            ({ known: item }, index) => [some[index] ?? '', item] as const,
          );
          setKnown((before) => new Map([...before, ...found]));
          return;
        }
        // Asked again the next time that something changes.
        for (const address of some) asked.current.delete(address);
        if (needsPairing(answer)) await forgetToken(token);
      });
    }
  }, [addresses, server, token, online, fetch]);
  return known;
}
