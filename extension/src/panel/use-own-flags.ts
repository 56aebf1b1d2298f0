import type { OwnFlag } from '@lapwing/contracts/flag';
import type { Trouble } from '@lapwing/ui';
import { useCallback, useEffect, useState } from 'react';
import type { Pairing } from '../pairing/pairing.ts';
import { forgetToken } from '../pairing/pairing-store.ts';
import { needsPairing } from '../server/ask-server.ts';
import { readOwnFlags } from '../server/read-own-flags.ts';
import { usePanel } from './panel-context.tsx';
import { troubleOf } from './trouble-of.ts';

export interface OwnFlagsState {
  flags: readonly OwnFlag[];
  trouble: Trouble | null;
  loading: boolean;
  /** Reads the next page; null when there is none. */
  more: (() => void) | null;
  reload: () => void;
}

/** The analyst's own flags, page by page; read anew when `version` changes. */
export function useOwnFlags(pairing: Pairing, version: number): OwnFlagsState {
  const { fetch } = usePanel();
  const [flags, setFlags] = useState<readonly OwnFlag[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [loading, setLoading] = useState(true);
  const { server, token } = pairing;

  const read = useCallback(
    async (from: string | null, isCurrent: () => boolean) => {
      if (token === null) return setLoading(false);
      setLoading(true);
      const answer = await readOwnFlags({ server, token }, from, fetch);
      if (!isCurrent()) return;
      setLoading(false);
      if (answer.kind === 'OK') {
        setTrouble(null);
        setFlags((known) => (from === null ? answer.value.flags : [...known, ...answer.value.flags]));
        setCursor(answer.value.nextCursor);
      } else if (needsPairing(answer)) await forgetToken(token);
      else setTrouble(troubleOf(answer));
    },
    [server, token, fetch],
  );
  useEffect(() => {
    let current = true;
    void read(null, () => current);
    return () => {
      current = false;
    };
  }, [read, version]);
  return {
    flags,
    trouble,
    loading,
    more: cursor === null ? null : () => void read(cursor, () => true),
    reload: () => void read(null, () => true),
  };
}
