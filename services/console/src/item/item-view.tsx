import { Bone, Button, ProblemNotice, Skeleton } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemQuery } from '../api/items.ts';
import { DecisionBar } from '../decision/decision-bar.tsx';
import { useDecisions } from '../decision/decision-provider.tsx';
import { useExplanationReasons } from '../decision/use-explanation-reasons.ts';
import { Loaded } from '../shell/loaded.tsx';
import { ClaimBar } from './claim-bar.tsx';
import { DangerCard } from './danger-card.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import { FlagTimeline } from './flag-timeline.tsx';
import { ItemHeader } from './item-header.tsx';
import { ItemRecord } from './item-record.tsx';
import { ScoreCard } from './score-card.tsx';
import type { LoadedItem } from './types.ts';

/** One item: everything known about it, the claim, and the decision at the lower edge. */
export function ItemView({ itemId }: { itemId: string }) {
  const query = useQuery(itemQuery(itemId));
  return (
    <Loaded query={query} skeleton={<ItemSkeleton />}>
      {(item) => <Item item={item} />}
    </Loaded>
  );
}

function Item({ item }: { item: LoadedItem }) {
  const { t } = useTranslation('console');
  const { refusal } = useDecisions();
  const seen = useSeenVersion(item);
  const refused = refusal(item.itemId);
  const reasons = useExplanationReasons();
  return (
    <div className="flex h-full flex-col">
      <ClaimBar item={item} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-5 px-4 py-4 md:px-6">
          {refused ? <ProblemNotice trouble={refused} reasons={reasons} /> : null}
          {seen.version < item.version ? (
            <div
              role="status"
              className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-accent-soft px-3 py-2"
            >
              <span className="font-medium">{t('item.changed')}</span>
              <Button size="sm" onClick={seen.acknowledge}>
                {t('item.changedSeen')}
              </Button>
            </div>
          ) : null}
          <ItemHeader item={item} />
          <DangerCard item={item} onRecorded={seen.acknowledgeNext} />
          <EvidenceCard item={item} />
          <FlagTimeline item={item} newerThan={seen.since} />
          <ScoreCard item={item} />
          <ItemRecord item={item} />
        </div>
      </div>
      <DecisionBar item={item} seenVersion={seen.version} />
    </div>
  );
}

/**
 * Which version the person has looked at. A newer one that arrives by itself has to be acknowledged; until then a
 * decision is sent on the version that was seen, which the API refuses as stale.
 */
function useSeenVersion(item: LoadedItem) {
  const [seen, setSeen] = useState({ version: item.version, since: item.receivedAt });
  const [expecting, setExpecting] = useState(false);
  const acknowledge = () => setSeen({ version: item.version, since: item.receivedAt });
  // One's own change made the new version, so there is nothing new to look at.
  useEffect(() => {
    if (!expecting || item.version === seen.version) return;
    setExpecting(false);
    setSeen({ version: item.version, since: item.receivedAt });
  }, [expecting, item.version, item.receivedAt, seen.version]);
  return { ...seen, acknowledge, acknowledgeNext: () => setExpecting(true) };
}

function ItemSkeleton() {
  return (
    <Skeleton>
      <Bone className="h-4 w-1/3" />
      <Bone className="h-3 w-4/5" />
      <Bone className="mt-4 h-24 w-full max-w-2xl" />
      <Bone className="mt-4 h-3 w-2/3" />
      <Bone className="h-3 w-1/2" />
    </Skeleton>
  );
}
