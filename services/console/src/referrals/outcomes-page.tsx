import type { RecipientView, ReferralView } from '@lapwing/contracts';
import { Badge, Button, EmptyState, Field, Select, useNow } from '@lapwing/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { recipientsQuery, referralsQuery } from '../api/referrals.ts';
import { Loaded, More } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { isOverdue } from './is-overdue.ts';
import { OutcomeDialog } from './outcome-dialog.tsx';
import { ReferralLine } from './referral-line.tsx';

/** What was sent and what became of it. */
export function OutcomesPage() {
  const { t } = useTranslation('console');
  const [state, setState] = useState<'SENT' | 'CLOSED'>('SENT');
  const [recipientId, setRecipientId] = useState('');
  const [outcomeOf, setOutcomeOf] = useState<string | null>(null);
  const recipients = useQuery(recipientsQuery);
  const query = useInfiniteQuery(referralsQuery({ state, recipientId: recipientId || undefined }));
  return (
    <Page title={t('outcomes.title')} body={t('outcomes.body')}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('outcomes.state')}>
          {(control) => (
            <Select
              {...control}
              value={state}
              onChange={setState}
              options={[
                { value: 'SENT', label: t('outcomes.waiting') },
                { value: 'CLOSED', label: t('outcomes.closed') },
              ]}
            />
          )}
        </Field>
        <Field label={t('outcomes.recipient')}>
          {(control) => (
            <Select<string>
              {...control}
              value={recipientId}
              onChange={setRecipientId}
              options={[
                { value: '', label: t('outcomes.allRecipients') },
                ...(recipients.data ?? []).map((one) => ({ value: one.recipientId, label: one.name })),
              ]}
            />
          )}
        </Field>
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.referrals);
          return all.length === 0 ? (
            <EmptyState
              icon={<CircleCheck size={22} aria-hidden="true" />}
              title={t('outcomes.emptyTitle')}
              body={t('outcomes.emptyBody')}
            />
          ) : (
            <ul
              aria-label={t('outcomes.title')}
              className="divide-y divide-line rounded-md border border-line"
            >
              {all.map((referral) => (
                <ReferralLine key={referral.referralId} referral={referral}>
                  <Status referral={referral} recipients={recipients.data ?? []} />
                  <RecordButton onPress={() => setOutcomeOf(referral.referralId)} />
                </ReferralLine>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More query={query} />
      <OutcomeDialog referralId={outcomeOf} onClose={() => setOutcomeOf(null)} />
    </Page>
  );
}

function RecordButton({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('console');
  return useMay()('outcome:record') ? (
    <Button size="sm" onClick={onPress}>
      {t('outcomes.record')}
    </Button>
  ) : null;
}

function Status({ referral, recipients }: { referral: ReferralView; recipients: readonly RecipientView[] }) {
  const { t } = useTranslation('console');
  const now = useNow(60_000);
  const expected = recipients.find((one) => one.recipientId === referral.recipientId)?.configuration
    .expectedResponseHours;
  return (
    <span className="flex shrink-0 items-center gap-2 text-sm text-ink-muted">
      {referral.recipient}
      {isOverdue(referral, expected, now) ? <Badge tone="warn">{t('outcomes.overdue')}</Badge> : null}
    </span>
  );
}
