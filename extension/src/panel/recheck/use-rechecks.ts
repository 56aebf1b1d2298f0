import type { DueRecheck } from '@lapwing/contracts/recheck';
import type { Trouble } from '@lapwing/ui';
import { useCallback, useEffect, useState } from 'react';
import type { Pairing } from '../../pairing/pairing.ts';
import { forgetToken } from '../../pairing/pairing-store.ts';
import { needsPairing } from '../../server/ask-server.ts';
import { readRechecks } from '../../server/read-rechecks.ts';
import { usePanel } from '../panel-context.tsx';
import { troubleOf } from '../trouble-of.ts';

export interface RechecksState {
  due: readonly DueRecheck[];
  /** When the next look will be due, ISO 8601, or null. */
  nextDueAt: string | null;
  trouble: Trouble | null;
  loading: boolean;
  /** Reads the next page; null when there is none. */
  more: (() => void) | null;
  reload: () => void;
}

/** What the analyst should look at again now, page by page; read anew when `version` changes. */
export function useRechecks({ server, token }: Pairing, version: number): RechecksState {
  const { fetch } = usePanel();
  const [due, setDue] = useState<readonly DueRecheck[]>([]);
  const [nextDueAt, setNextDueAt] = useState<string | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [loading, setLoading] = useState(true);

  const read = useCallback(
    async (from: string | null, isCurrent: () => boolean) => {
      if (token === null) return setLoading(false);
      setLoading(true);
      const answer = await readRechecks({ server, token }, from, fetch);
      if (!isCurrent()) return;
      setLoading(false);
      if (answer.kind === 'OK') {
        const { rechecks, nextCursor } = answer.value;
        setTrouble(null);
        setDue((known) => (from === null ? rechecks : [...known, ...rechecks]));
        setNextDueAt(answer.value.nextDueAt);
        setCursor(nextCursor);
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
    due,
    nextDueAt,
    trouble,
    loading,
    more: cursor === null ? null : () => void read(cursor, () => true),
    reload: () => void read(null, () => true),
  };
}
