import type { DecisionInput } from '@lapwing/contracts';
import { type Trouble, troubleKey, useToast } from '@lapwing/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import { decide } from '../api/items.ts';
import { troubleOf } from '../api/request.ts';
import { useTakeNext } from '../item/use-take-next.ts';
import { createDecisionHold, type HoldState } from './decision-hold.ts';
import { draftStore } from './draft.ts';

export interface HeldDecision {
  itemId: string;
  input: DecisionInput;
}

interface DecisionApi {
  state: HoldState<HeldDecision>;
  hold: (held: HeldDecision) => void;
  undo: () => void;
  flush: () => void;
  /** Why the last decision on this item was refused, until the next try. */
  refusal: (itemId: string) => Trouble | null;
}

const DecisionContext = createContext<DecisionApi | null>(null);

/**
 * Holds decisions for five seconds, sends them, and goes on to the next item. Leaving the item or the page sends at
 * once. A refused decision keeps its draft.
 */
export function DecisionProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['console', 'taxonomy', 'problems']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const takeNext = useTakeNext();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const pathNow = useRef(path);
  pathNow.current = path;
  const [refusals, setRefusals] = useState<ReadonlyMap<string, Trouble>>(new Map());

  const send = async ({ itemId, input }: HeldDecision, leaving: boolean) => {
    const isHere = () => pathNow.current.endsWith(itemId);
    try {
      const made = await decide(input, leaving);
      draftStore.drop(itemId);
      const recipients = made.referrals.map((referral) => referral.recipient).join(', ');
      toast.show({
        id: `decided-${itemId}`,
        title: t('console:decide.sent', { verdict: t(`taxonomy:verdictDone.${input.verdict}`) }),
        body: recipients ? t('console:decide.sentReferrals', { recipients }) : undefined,
      });
      void queries.invalidateQueries({ queryKey: ['items'] });
      if (isHere()) await takeNext();
    } catch (error) {
      const trouble = troubleOf(error);
      setRefusals((all) => new Map(all).set(itemId, trouble));
      void queries.invalidateQueries({ queryKey: ['items'] });
      if (isHere()) return;
      toast.show({
        id: `refused-${itemId}`,
        title: t('console:decide.refused'),
        body: `${t(`problems:${troubleKey(trouble)}.title`)}. ${t('console:decide.draftKept')}`,
        duration: Number.POSITIVE_INFINITY,
        action: {
          label: t('console:decide.openDraft'),
          onPress: () => void navigate({ to: '/queue/$itemId', params: { itemId } }),
        },
      });
    }
  };
  const sendNow = useRef(send);
  sendNow.current = send;
  const [hold] = useState(() =>
    createDecisionHold<HeldDecision>((held, leaving) => sendNow.current(held, leaving)),
  );
  const state = useSyncExternalStore(hold.subscribe, hold.state);

  useEffect(() => {
    const current = hold.state();
    if (current.phase === 'HELD' && !path.endsWith(current.held.itemId)) hold.flush();
  }, [path, hold]);
  useEffect(() => {
    const leave = () => hold.flush(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      hold.flush(true);
    };
  }, [hold]);

  const start = useCallback(
    (held: HeldDecision) => {
      setRefusals((all) => new Map([...all].filter(([itemId]) => itemId !== held.itemId)));
      hold.hold(held);
    },
    [hold],
  );
  const api = useMemo(
    () => ({
      state,
      hold: start,
      undo: () => void hold.undo(),
      flush: () => hold.flush(),
      refusal: (itemId: string) => refusals.get(itemId) ?? null,
    }),
    [state, start, hold, refusals],
  );
  return <DecisionContext value={api}>{children}</DecisionContext>;
}

export function useDecisions(): DecisionApi {
  const api = use(DecisionContext);
  if (!api) throw new Error('useDecisions needs a DecisionProvider above it');
  return api;
}
