import type { Trouble } from '@lapwing/ui';
import { useCallback, useEffect, useState } from 'react';
import type { Pairing } from '../pairing/pairing.ts';
import { forgetToken } from '../pairing/pairing-store.ts';
import { type Answer, type Fetch, needsPairing } from '../server/ask-server.ts';
import { usePanel } from './panel-context.tsx';
import { troubleOf } from './trouble-of.ts';

/** Reads the page that a cursor names, the first for null. The same function at every rendering. */
export type PageReader<Page> = (
  from: { server: string; token: string },
  cursor: string | null,
  fetch: Fetch,
) => Promise<Answer<Page>>;

export interface PagesState<Page> {
  /** What was read so far, in order. */
  pages: readonly Page[];
  trouble: Trouble | null;
  loading: boolean;
  /** Reads the next page; null when there is none. */
  more: (() => void) | null;
  reload: () => void;
}

/** A list of the server, page by page; read anew when `version` changes. A token that ended is forgotten. */
export function usePages<Page extends { nextCursor: string | null }>(
  { server, token }: Pairing,
  version: number,
  readPage: PageReader<Page>,
): PagesState<Page> {
  const { fetch } = usePanel();
  const [pages, setPages] = useState<readonly Page[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [loading, setLoading] = useState(true);

  const read = useCallback(
    async (from: string | null, isCurrent: () => boolean) => {
      if (token === null) return setLoading(false);
      setLoading(true);
      const answer = await readPage({ server, token }, from, fetch);
      if (!isCurrent()) return;
      setLoading(false);
      if (answer.kind === 'OK') {
        setTrouble(null);
        setPages((known) => (from === null ? [answer.value] : [...known, answer.value]));
      } else if (needsPairing(answer)) await forgetToken(token);
      else setTrouble(troubleOf(answer));
    },
    [server, token, fetch, readPage],
  );
  useEffect(() => {
    let current = true;
    void read(null, () => current);
    return () => {
      current = false;
    };
  }, [read, version]);
  const next = pages.at(-1)?.nextCursor ?? null;
  return {
    pages,
    trouble,
    loading,
    more: next === null ? null : () => void read(next, () => true),
    reload: () => void read(null, () => true),
  };
}
