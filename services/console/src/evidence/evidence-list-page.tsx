import type { EvidenceView } from '@lapwing/contracts';
import { Badge, EmptyState, RelativeTime } from '@lapwing/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileLock2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { evidencePackagesQuery } from '../api/evidence.ts';
import { Loaded, More } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';

/** Every package that was asked for, newest first. */
export function EvidenceListPage() {
  const { t } = useTranslation('evidence');
  const query = useInfiniteQuery(evidencePackagesQuery);
  return (
    <Page title={t('list.title')} body={t('list.body')}>
      <Loaded query={query}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.packages);
          return all.length === 0 ? (
            <EmptyState
              icon={<FileLock2 size={22} aria-hidden="true" />}
              title={t('list.emptyTitle')}
              body={t('list.emptyBody')}
            />
          ) : (
            <ul aria-label={t('list.title')} className="divide-y divide-line rounded-md border border-line">
              {all.map((one) => (
                <Line key={one.packageId} evidence={one} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}

function Line({ evidence }: { evidence: EvidenceView }) {
  const { t } = useTranslation(['evidence', 'console']);
  const { packageId, ground, state, itemIds, requestedAt, requestedBy } = evidence;
  return (
    <li>
      <Link
        to="/evidence/$packageId"
        params={{ packageId }}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-sunken"
      >
        <span className="min-w-0 font-medium wrap-anywhere">
          {ground.agency}, {ground.reference}
        </span>
        <Badge tone={state === 'REQUESTED' || state === 'BUILT' ? 'accent' : 'neutral'}>
          {t(`evidence:state.${state}`)}
        </Badge>
        <span className="text-sm text-ink-muted">
          {t('evidence:items', { count: itemIds.length })} · {t('console:queue.by', { name: requestedBy })}
        </span>
        <RelativeTime at={requestedAt} className="ml-auto shrink-0 text-sm text-ink-muted" />
      </Link>
    </li>
  );
}
