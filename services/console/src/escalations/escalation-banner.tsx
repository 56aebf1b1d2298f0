import type { EscalationView } from '@lapwing/contracts';
import { Button, buttonClass, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Siren } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { escalationsQuery, takeEscalation } from '../api/escalations.ts';
import { troubleOf } from '../api/request.ts';
import { useBatchChanged } from '../referrals/use-batch-changed.ts';
import { useShowTrouble } from '../shell/use-show-trouble.ts';
import { MailTrouble } from './mail-trouble.tsx';
import { SettleDialog } from './settle-dialog.tsx';

/** Above every page, until somebody takes it over: imminent danger that nobody answered, and who was called. */
export function EscalationBanner() {
  const may = useMay();
  return may('escalation:read') ? <Banner /> : null;
}

function Banner() {
  const { t } = useTranslation('escalations');
  const { data: escalations = [] } = useQuery(escalationsQuery);
  const [settling, setSettling] = useState<string | null>(null);
  const shown = escalations.filter(({ state, mine }) => state === 'OPEN' || mine);
  return (
    <div role="alert">
      {shown.length === 0 ? null : (
        <ul
          aria-label={t('title')}
          className="max-h-[40dvh] divide-y divide-danger/30 overflow-y-auto border-b border-danger/50 bg-danger-soft"
        >
          {shown.map((escalation) => (
            <li
              key={escalation.escalationId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2"
            >
              {escalation.state === 'OPEN' ? (
                <Open escalation={escalation} />
              ) : (
                <Mine escalation={escalation} />
              )}
              <Ways escalation={escalation} onSettle={() => setSettling(escalation.escalationId)} />
            </li>
          ))}
        </ul>
      )}
      <SettleDialog escalationId={settling} onClose={() => setSettling(null)} />
    </div>
  );
}

function Open({ escalation }: { escalation: EscalationView }) {
  const { t } = useTranslation('escalations');
  const last = escalation.calls.at(-1);
  // Where the e-mail before came back, that is why she was called before her time.
  const troubled = escalation.calls
    .slice(-2)
    .filter((call) => call === last || call.mailError === 'CAME_BACK');
  return (
    <div className="min-w-0 flex-1 basis-80">
      <p className="flex items-start gap-2 font-semibold text-danger">
        <Siren size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
        {t(`reason.${escalation.reason}`, { recipient: escalation.recipient })}
      </p>
      <p className="text-sm">
        {last ? (
          <>
            {t('called', { person: last.person })} <RelativeTime at={last.calledAt} />.
          </>
        ) : (
          t('nobody')
        )}{' '}
        {troubled.map((call) => (
          <Fragment key={call.step}>
            <MailTrouble call={call} />{' '}
          </Fragment>
        ))}
        {escalation.nextCallAt === null && last ? t('noMore') : null}
      </p>
    </div>
  );
}

function Mine({ escalation }: { escalation: EscalationView }) {
  const { t } = useTranslation('escalations');
  return (
    <p className="min-w-0 flex-1 basis-80 font-medium">{t('mine', { recipient: escalation.recipient })}</p>
  );
}

function Ways({ escalation, onSettle }: { escalation: EscalationView; onSettle: () => void }) {
  const { t } = useTranslation('escalations');
  const may = useMay();
  const toast = useToast();
  const changed = useBatchChanged();
  const showTrouble = useShowTrouble();
  const take = useMutation({
    mutationFn: () => takeEscalation(escalation.escalationId),
    onSuccess: () => toast.show({ title: t('taken') }),
    onError: (error) => showTrouble(troubleOf(error)),
    onSettled: changed,
  });
  return (
    <div className="flex flex-wrap gap-2">
      {may('referral:read') ? (
        <Link
          to="/batches/$batchId"
          params={{ batchId: escalation.batchId }}
          className={buttonClass('secondary', 'sm')}
        >
          {t('open')}
        </Link>
      ) : null}
      {may('escalation:take') && escalation.state === 'OPEN' ? (
        <Button size="sm" variant="danger" pending={take.isPending} onClick={() => take.mutate()}>
          {t('take')}
        </Button>
      ) : null}
      {escalation.mine ? (
        <Button size="sm" variant="primary" onClick={onSettle}>
          {t('settle')}
        </Button>
      ) : null}
    </div>
  );
}
