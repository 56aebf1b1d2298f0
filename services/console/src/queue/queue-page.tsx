import { Bone, Button, buttonClass, clockOffset, EmptyState, Skeleton } from '@lapwing/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, Inbox, MousePointerClick } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/account.ts';
import { queueQuery } from '../api/items.ts';
import { BudgetLine } from '../item/budget-line.tsx';
import { ItemView } from '../item/item-view.tsx';
import { useTakeNext } from '../item/use-take-next.ts';
import { LiveState } from '../shell/live.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useTitle } from '../shell/page.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { FilterMenu } from './filter-menu.tsx';
import { QueueList } from './queue-list.tsx';
import type { QueueSearch } from './queue-search.ts';

export interface QueuePageProps {
  scope: 'queue' | 'mine';
  filter: QueueSearch;
}

/** List and detail side by side; on a phone one after the other. The list stays while the detail changes. */
export function QueuePage({ scope, filter }: QueuePageProps) {
  const { t } = useTranslation('console');
  const me = useMe();
  const navigate = useNavigate();
  const { itemId: selected = null } = useParams({ strict: false });
  const query = useInfiniteQuery(queueQuery(scope === 'mine' ? { mine: 'true' } : filter));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const newest = query.data?.pages.at(-1);
  const offset = newest ? clockOffset(newest.serverTime, newest.receivedAt) : 0;
  const takeNext = useTakeNext();
  const [taking, setTaking] = useState(false);
  const to = scope === 'mine' ? '/mine/$itemId' : '/queue/$itemId';
  const title = t(scope === 'mine' ? 'queue.mineTitle' : 'queue.title');
  useTitle(title);

  const take = () => {
    setTaking(true);
    void takeNext().finally(() => setTaking(false));
  };
  const move = (step: number) => {
    const at = rows.findIndex((row) => row.itemId === selected);
    const next = rows[at < 0 ? 0 : at + step];
    if (next) void navigate({ to, params: { itemId: next.itemId }, search: true });
  };
  const mayClaim = me.permissions.includes('claim:take');
  useKeys({ KeyJ: () => move(1), KeyK: () => move(-1), KeyN: mayClaim ? take : undefined });

  const filtered = scope === 'queue' && Object.values(filter).some(Boolean);
  return (
    <div className="flex h-full">
      <section
        aria-label={title}
        className={`flex min-h-0 w-full flex-col border-line md:w-80 md:shrink-0 md:border-r lg:w-96 ${selected ? 'max-md:hidden' : ''}`}
      >
        <header className="flex min-h-12 items-center gap-2 border-b border-line pr-2 pl-3.5">
          <h1 className="font-semibold">{title}</h1>
          <LiveState />
          <span className="flex-1" />
          {scope === 'queue' ? <FilterMenu filter={filter} /> : null}
          {mayClaim ? (
            <Button
              size="sm"
              variant={selected ? 'secondary' : 'primary'}
              hotkey="N"
              pending={taking}
              onClick={take}
            >
              {t('queue.takeNext')}
            </Button>
          ) : null}
        </header>
        <Loaded query={query} skeleton={<ListSkeleton />}>
          {() =>
            rows.length === 0 ? (
              <div className="flex-1 overflow-y-auto">
                <NoItems scope={scope} filtered={filtered} />
              </div>
            ) : (
              <QueueList
                key={`${scope}${JSON.stringify(filter)}`}
                rows={rows}
                to={to}
                selected={selected}
                offset={offset}
                pseudonym={me.pseudonym}
                hasMore={query.hasNextPage}
                loadMore={() => {
                  if (!query.isFetching) void query.fetchNextPage();
                }}
              />
            )
          }
        </Loaded>
        <BudgetLine />
      </section>
      <section className={`min-h-0 min-w-0 flex-1 ${selected ? 'flex flex-col' : 'max-md:hidden'}`}>
        {selected ? (
          <>
            <h1 className="sr-only md:hidden">{title}</h1>
            <Link
              to={scope === 'mine' ? '/mine' : '/queue'}
              search={true}
              className={`${buttonClass('quiet')} m-1 self-start md:hidden`}
            >
              <ArrowLeft size={16} aria-hidden="true" />
              {t('queue.toQueue')}
            </Link>
            <div className="min-h-0 flex-1">
              <ItemView key={selected} itemId={selected} />
            </div>
          </>
        ) : (
          <div className="flex h-full items-center">
            <EmptyState
              icon={<MousePointerClick size={22} aria-hidden="true" />}
              title={t('queue.pickTitle')}
              body={t('queue.pickBody')}
            />
          </div>
        )}
      </section>
    </div>
  );
}

function NoItems({ scope, filtered }: { scope: 'queue' | 'mine'; filtered: boolean }) {
  const { t } = useTranslation('console');
  const icon = <Inbox size={22} aria-hidden="true" />;
  if (scope === 'mine') {
    return (
      <EmptyState
        icon={icon}
        title={t('queue.emptyMineTitle')}
        body={t('queue.emptyMineBody')}
        action={
          <Link to="/queue" className={buttonClass()}>
            {t('nav.queue')}
          </Link>
        }
      />
    );
  }
  return filtered ? (
    <EmptyState
      icon={icon}
      title={t('queue.emptyFilteredTitle')}
      body={t('queue.emptyFilteredBody')}
      action={
        <Link to="/queue" search={{}} className={buttonClass()}>
          {t('queue.clear')}
        </Link>
      }
    />
  ) : (
    <EmptyState icon={icon} title={t('queue.emptyTitle')} body={t('queue.emptyBody')} />
  );
}

function ListSkeleton() {
  return (
    <Skeleton>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <span key={key} className="flex flex-col gap-2 border-b border-line pb-3">
          <Bone className="h-3 w-3/5" />
          <Bone className="h-3 w-4/5" />
          <Bone className="h-2.5 w-full" />
        </span>
      ))}
    </Skeleton>
  );
}
