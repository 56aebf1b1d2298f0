import { MAX_REFERRALS_AT_ONCE, type RecipientView, type ReferralView } from '@lapwing/contracts';
import { Badge, Button, buttonClass, EmptyState, Field, Select, useNow } from '@lapwing/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { trayQuery } from '../api/outcomes.ts';
import { recipientsQuery, referralsQuery } from '../api/referrals.ts';
import { TimelineButton } from '../outcomes/timeline-dialog.tsx';
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
  const [outcomeOf, setOutcomeOf] = useState<readonly string[] | null>(null);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const may = useMay();
  const recipients = useQuery(recipientsQuery);
  const query = useInfiniteQuery(referralsQuery({ state, recipientId: recipientId || undefined }));
  return (
    <Page
      title={t('outcomes.title')}
      body={t('outcomes.body')}
      actions={may('outcome:record') ? <Actions /> : null}
      wide
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('outcomes.state')}>
          {(control) => (
            <Select
              {...control}
              value={state}
              onChange={(next) => {
                setState(next);
                setSelected([]);
              }}
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
              onChange={(next) => {
                setRecipientId(next);
                setSelected([]);
              }}
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
                <ReferralLine
                  key={referral.referralId}
                  referral={referral}
                  leading={
                    may('outcome:record') ? (
                      <SelectBox referral={referral} selected={selected} onChange={setSelected} />
                    ) : null
                  }
                >
                  <TimelineButton referral={referral} />
                  <Status referral={referral} recipients={recipients.data ?? []} />
                  {may('outcome:record') ? (
                    <Button size="sm" onClick={() => setOutcomeOf([referral.referralId])}>
                      {t('outcomes.record')}
                    </Button>
                  ) : null}
                </ReferralLine>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More query={query} />
      {selected.length > 0 ? (
        <SelectionBar
          count={selected.length}
          onRecord={() => setOutcomeOf(selected)}
          onClear={() => setSelected([])}
        />
      ) : null}
      <OutcomeDialog
        referralIds={outcomeOf}
        onClose={() => setOutcomeOf(null)}
        onRecorded={() => setSelected([])}
      />
    </Page>
  );
}

/** Ways to record many at once. */
function Actions() {
  const { t } = useTranslation('outcomes');
  const tray = useInfiniteQuery(trayQuery);
  const waiting = tray.data?.pages.flatMap((page) => page.lines).length ?? 0;
  return (
    <>
      <Link to="/outcomes/waiting" className={buttonClass()}>
        {t('waiting.link')}
      </Link>
      <Link to="/outcomes/tray" className={buttonClass()}>
        {waiting === 0
          ? t('list.tray')
          : t(tray.hasNextPage ? 'list.trayMore' : 'list.trayCount', { count: waiting })}
      </Link>
      <Link to="/outcomes/file" className={buttonClass()}>
        {t('list.file')}
      </Link>
    </>
  );
}

function SelectBox({
  referral,
  selected,
  onChange,
}: {
  referral: ReferralView;
  selected: readonly string[];
  onChange: (selected: readonly string[]) => void;
}) {
  const { t } = useTranslation('outcomes');
  const id = referral.referralId;
  const on = selected.includes(id);
  return (
    <input
      type="checkbox"
      aria-label={t('list.select', { url: referral.url })}
      className="size-4 shrink-0 accent-accent pointer-coarse:size-6"
      checked={on}
      disabled={!on && selected.length >= MAX_REFERRALS_AT_ONCE}
      onChange={() => onChange(on ? selected.filter((other) => other !== id) : [...selected, id])}
    />
  );
}

/** What can be done with what is selected; stays in sight while the list scrolls. */
function SelectionBar({
  count,
  onRecord,
  onClear,
}: {
  count: number;
  onRecord: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation('outcomes');
  return (
    <div className="sticky bottom-3 flex flex-wrap items-center gap-2 rounded-md border border-line-strong bg-raised px-4 py-2 shadow-layer">
      <p role="status" className="mr-auto">
        {t('list.selected', { count })}
      </p>
      <Button variant="quiet" onClick={onClear}>
        {t('list.clear')}
      </Button>
      <Button variant="primary" onClick={onRecord}>
        {t('list.recordSelected')}
      </Button>
    </div>
  );
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
