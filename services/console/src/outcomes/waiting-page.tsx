import type { OverdueRecipient } from '@lapwing/contracts';
import {
  Button,
  EmptyState,
  Field,
  ProblemNotice,
  RelativeTime,
  TextArea,
  TextInput,
  useToast,
} from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { overdueQuery, recordReminder } from '../api/outcomes.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page, Section } from '../shell/page.tsx';
import { BackToOutcomes } from './back-to-outcomes.tsx';

/** Recipients that take longer than expected, each with a text that asks for an answer. */
export function WaitingPage() {
  const { t } = useTranslation('outcomes');
  const query = useQuery(overdueQuery);
  return (
    <Page title={t('waiting.title')} body={t('waiting.body')}>
      <BackToOutcomes />
      <Loaded query={query}>
        {(recipients) =>
          recipients.length === 0 ? (
            <EmptyState
              icon={<CircleCheck size={22} aria-hidden="true" />}
              title={t('waiting.emptyTitle')}
              body={t('waiting.emptyBody')}
            />
          ) : (
            recipients.map((one) => <Reminder key={one.recipientId} overdue={one} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function Reminder({ overdue }: { overdue: OverdueRecipient }) {
  const { t } = useTranslation('outcomes');
  const queries = useQueryClient();
  const toast = useToast();
  const { recipientId, recipient, referrals, total, text } = overdue;
  const remind = useMutation({
    mutationFn: () =>
      recordReminder({
        recipientId,
        referralIds: referrals.map(({ referralId }) => referralId),
        remindedAt: new Date().toISOString(),
      }),
    onSuccess: () => {
      toast.show({ title: t('waiting.marked') });
      for (const queryKey of [['overdue'], ['timeline']]) void queries.invalidateQueries({ queryKey });
    },
  });
  const copy = async () => {
    await navigator.clipboard.writeText(`${text.subject}\n\n${text.body}`);
    toast.show({ id: 'copied', title: t('waiting.copied') });
  };
  return (
    <Section
      title={recipient}
      aside={
        <span className="text-sm text-ink-muted">
          {t('waiting.of', { count: total })} ·{' '}
          {t('waiting.expected', { count: overdue.expectedResponseHours })}
        </span>
      }
    >
      <ul
        aria-label={t('waiting.list', { recipient })}
        className="divide-y divide-line rounded-md border border-line"
      >
        {referrals.map((referral) => (
          <li key={referral.referralId} className="px-4 py-2">
            <p className="truncate font-mono text-xs" title={referral.url}>
              {referral.url}
            </p>
            <p className="text-sm text-ink-muted">
              {t('waiting.since')} <RelativeTime at={referral.waitingSince} />
              {referral.remindedAt ? (
                <>
                  {' · '}
                  {t('waiting.reminded')} <RelativeTime at={referral.remindedAt} />
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {total > referrals.length ? <p>{t('waiting.first', { shown: referrals.length })}</p> : null}
      <Field label={t('waiting.subject')}>
        {(control) => <TextInput {...control} readOnly lang={text.language} value={text.subject} />}
      </Field>
      <Field label={t('waiting.text', { recipient })} hint={t('waiting.textHint')}>
        {(control) => <TextArea {...control} readOnly rows={10} lang={text.language} value={text.body} />}
      </Field>
      {remind.isError ? <ProblemNotice trouble={troubleOf(remind.error)} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => void copy()}>
          {t('waiting.copy')}
        </Button>
        <Button pending={remind.isPending} onClick={() => remind.mutate()}>
          {t('waiting.done')}
        </Button>
      </div>
    </Section>
  );
}
