import { type DeadLetterView, DeliveryError } from '@lapwing/contracts';
import { Badge, Button, EmptyState, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ListX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { deadLettersQuery, retryDeadLetter } from '../api/administration.ts';
import { troubleOf } from '../api/request.ts';
import { MailboxNotice } from '../outcomes/mailbox-notice.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { useShowTrouble } from '../shell/use-show-trouble.ts';

/** Jobs that failed for good; they block nothing. And whether replies come in: whoever can put that right is an admin. */
export function DeadLettersPage() {
  const { t } = useTranslation(['console', 'delivery']);
  const query = useQuery(deadLettersQuery);
  const queries = useQueryClient();
  const toast = useToast();
  const showTrouble = useShowTrouble();
  // A delivery says why as a code, which people read in their own language.
  const sentenceOf = ({ queue, error }: DeadLetterView) => {
    const known = queue === 'deliver-batch' ? DeliveryError.safeParse(error) : undefined;
    if (queue === 'read-mail') return t('console:deadLetters.message');
    return known?.success ? t(`delivery:error.${known.data}`) : error;
  };
  const retry = useMutation({
    mutationFn: ({ deadLetterId }: DeadLetterView) => retryDeadLetter(deadLetterId),
    onSuccess: (_done, { queue }) => {
      toast.show({
        title: t(queue === 'read-mail' ? 'console:deadLetters.resolved' : 'console:deadLetters.retried'),
      });
      void queries.invalidateQueries({ queryKey: deadLettersQuery.queryKey });
    },
    onError: (error) => showTrouble(troubleOf(error)),
  });
  return (
    <Page title={t('console:deadLetters.title')} body={t('console:deadLetters.body')}>
      <MailboxNotice />
      <Loaded query={query}>
        {(letters) =>
          letters.length === 0 ? (
            <EmptyState
              icon={<ListX size={22} aria-hidden="true" />}
              title={t('console:deadLetters.emptyTitle')}
              body={t('console:deadLetters.emptyBody')}
            />
          ) : (
            <ul
              aria-label={t('console:deadLetters.title')}
              className="divide-y divide-line rounded-md border border-line"
            >
              {letters.map((letter) => (
                <li key={letter.deadLetterId} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                  <div className="min-w-0 flex-1 basis-60">
                    <p className="flex flex-wrap items-center gap-2">
                      <span className="font-medium">{letter.queue}</span>
                      <span className="font-mono text-xs text-ink-muted">{letter.subjectId}</span>
                      {letter.resolvedAt ? <Badge>{t('console:deadLetters.resolved')}</Badge> : null}
                    </p>
                    <p className="wrap-anywhere">{sentenceOf(letter)}</p>
                    <p className="text-sm text-ink-muted">
                      {t('console:deadLetters.attempts')}: {letter.attempts} ·{' '}
                      {t('console:deadLetters.failedAt')} <RelativeTime at={letter.failedAt} />
                    </p>
                  </div>
                  {/* A delivery leaves only on the word of somebody who sends. */}
                  {letter.resolvedAt || letter.queue === 'deliver-batch' ? null : (
                    <Button
                      size="sm"
                      pending={retry.isPending && retry.variables.deadLetterId === letter.deadLetterId}
                      onClick={() => retry.mutate(letter)}
                    >
                      {t(
                        letter.queue === 'read-mail'
                          ? 'console:deadLetters.looked'
                          : 'console:deadLetters.retry',
                      )}
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
