import { useNow } from '@lapwing/ui';
import { useEffect, useState } from 'react';
import { type BreakView, breakViewOf, type Looking } from '../../breaks/looking.ts';
import { onLooking, readLooking } from '../../breaks/looking-store.ts';
import { onUse } from '../../breaks/on-use.ts';
import { tellBackground } from '../../browser/messages.ts';
import { onPolicy, readPolicy } from '../../policy/policy-store.ts';

/** What is to be said about breaks now, and after how many minutes one is suggested. */
export function useBreak(): { view: BreakView; afterMinutes: number | null } {
  const now = useNow(1_000);
  const [looking, setLooking] = useState<Looking | null>(null);
  const [afterMinutes, setAfterMinutes] = useState<number | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    void readLooking().then(setLooking);
    void readPolicy().then((policy) => setAfterMinutes(policy.breakAfterMinutes));
    const stops = [onLooking(setLooking), onPolicy((policy) => setAfterMinutes(policy.breakAfterMinutes))];
    onUse(ending.signal, () => void tellBackground({ kind: 'LOOK' }));
    return () => {
      ending.abort();
      for (const stop of stops) stop();
    };
  }, []);
  return {
    view: looking === null ? { kind: 'NONE' } : breakViewOf(looking, now, afterMinutes),
    afterMinutes,
  };
}
