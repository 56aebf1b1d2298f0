import { useEffect, useState } from 'react';
import { isSameOwner, type Owner } from '../../outbox/outbox-entry.ts';
import type { Look } from '../../recheck/look.ts';
import { onLooks, readLooks } from '../../recheck/look-store.ts';

/** Looks of this person that the server does not have yet. */
export function useLooks({ server, personId }: Owner): readonly Look[] {
  const [looks, setLooks] = useState<readonly Look[]>([]);
  useEffect(() => {
    let current = true;
    const take = (all: readonly Look[]) => {
      if (current) setLooks(all.filter(({ owner }) => isSameOwner(owner, { server, personId })));
    };
    const stop = onLooks(take);
    void readLooks().then(take);
    return () => {
      current = false;
      stop();
    };
  }, [server, personId]);
  return looks;
}
