import { useEffect, useState } from 'react';
import type { Pairing } from '../pairing/pairing.ts';
import { onPairing, readPairing } from '../pairing/pairing-store.ts';

/** The pairing, kept up to date; undefined while it is being read, null when there is none. */
export function usePairing(): Pairing | null | undefined {
  const [pairing, setPairing] = useState<Pairing | null>();
  useEffect(() => {
    const stop = onPairing(setPairing);
    void readPairing().then((stored) => setPairing((known) => (known === undefined ? stored : known)));
    return stop;
  }, []);
  return pairing;
}
