import { Button, ProblemNotice, Skeleton } from '@lapwing/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { troubleOf } from '../api/request.ts';

/** The part of a query's result that decides what is shown. */
interface Loading<Data> {
  data: Data | undefined;
  error: unknown;
  isError: boolean;
  isFetching: boolean;
  refetch: () => unknown;
}

export interface LoadedProps<Data> {
  query: Loading<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows a skeleton, a problem with a way out, or the data. Old data stays when asking again failed. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  const { t } = useTranslation('common');
  const retry = (
    <Button size="sm" pending={query.isFetching} onClick={() => void query.refetch()}>
      {t('actions.retry')}
    </Button>
  );
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? (
          <div className="p-3">
            <ProblemNotice trouble={troubleOf(query.error)} actions={retry} />
          </div>
        ) : null}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    return (
      <div className="mx-auto w-full max-w-lg p-4">
        <ProblemNotice trouble={troubleOf(query.error)} actions={retry} />
      </div>
    );
  }
  return skeleton ?? <Skeleton lines={6} />;
}

export interface MoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** "Show more" under a list that has another page. */
export function More({ query }: MoreProps) {
  const { t } = useTranslation('common');
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center py-3">
      <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('actions.more')}
      </Button>
    </div>
  );
}
