import { Badge, Button, EmptyState, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ListX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { deadLettersQuery, retryDeadLetter } from '../api/administration.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { useShowTrouble } from '../shell/use-show-trouble.ts';

/** Jobs that failed for good; they block nothing. */
export function DeadLettersPage() {
  const { t } = useTranslation('console');
  const query = useQuery(deadLettersQuery);
  const queries = useQueryClient();
  const toast = useToast();
  const showTrouble = useShowTrouble();
  const retry = useMutation({
    mutationFn: retryDeadLetter,
    onSuccess: () => {
      toast.show({ title: t('deadLetters.retried') });
      void queries.invalidateQueries({ queryKey: deadLettersQuery.queryKey });
    },
    onError: (error) => showTrouble(troubleOf(error)),
  });
  return (
    <Page title={t('deadLetters.title')} body={t('deadLetters.body')}>
      <Loaded query={query}>
        {(letters) =>
          letters.length === 0 ? (
            <EmptyState
              icon={<ListX size={22} aria-hidden="true" />}
              title={t('deadLetters.emptyTitle')}
              body={t('deadLetters.emptyBody')}
            />
          ) : (
            <ul
              aria-label={t('deadLetters.title')}
              className="divide-y divide-line rounded-md border border-line"
            >
              {letters.map((letter) => (
                <li key={letter.deadLetterId} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                  <div className="min-w-0 flex-1 basis-60">
                    <p className="flex flex-wrap items-center gap-2">
                      <span className="font-medium">{letter.queue}</span>
                      <span className="font-mono text-xs text-ink-muted">{letter.subjectId}</span>
                      {letter.resolvedAt ? <Badge>{t('deadLetters.resolved')}</Badge> : null}
                    </p>
                    <p className="wrap-anywhere">{letter.error}</p>
                    <p className="text-sm text-ink-muted">
                      {t('deadLetters.attempts')}: {letter.attempts} · {t('deadLetters.failedAt')}{' '}
                      <RelativeTime at={letter.failedAt} />
                    </p>
                  </div>
                  {letter.resolvedAt ? null : (
                    <Button
                      size="sm"
                      pending={retry.isPending && retry.variables === letter.deadLetterId}
                      onClick={() => retry.mutate(letter.deadLetterId)}
                    >
                      {t('deadLetters.retry')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
