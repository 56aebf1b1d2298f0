import type { EscalationView } from '@lapwing/contracts';
import { Button, RelativeTime } from '@lapwing/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { Section } from '../shell/page.tsx';
import { MailTrouble } from './mail-trouble.tsx';
import { SettleDialog } from './settle-dialog.tsx';

/** Who was called about a batch of imminent danger, who took it over, and what was done. */
export function EscalationHistory({ escalations }: { escalations: readonly EscalationView[] }) {
  const { t } = useTranslation('escalations');
  const may = useMay();
  const [settling, setSettling] = useState<string | null>(null);
  return (
    <Section title={t('history')}>
      {escalations.map((escalation) => (
        <div key={escalation.escalationId} className="rounded-md border border-line px-4 py-3">
          <ol aria-label={t('history')} className="flex flex-col gap-1">
            <Step at={escalation.openedAt}>
              {t(`reason.${escalation.reason}`, { recipient: escalation.recipient })}
            </Step>
            {escalation.calls.map((call) => (
              <Step key={call.step} at={call.calledAt}>
                {t('called', { person: call.person })}
                {'. '}
                {call.mailedAt !== null ? (
                  <span className="text-ink-muted">
                    {t('mailed')} <RelativeTime at={call.mailedAt} />.
                  </span>
                ) : call.mailError !== null ? (
                  <MailTrouble call={call} />
                ) : (
                  <span className="text-ink-muted">
                    {t(escalation.state === 'OPEN' ? 'mailWaits' : 'mailNotSent')}
                  </span>
                )}
              </Step>
            ))}
            {escalation.takenBy !== null && escalation.takenAt !== null ? (
              <Step at={escalation.takenAt}>{t('takenBy', { person: escalation.takenBy })}.</Step>
            ) : null}
            {escalation.ending !== null && escalation.settledAt !== null ? (
              <Step at={escalation.settledAt}>
                {t(`ending.${escalation.ending}`, { person: escalation.settledBy ?? '' })}.{' '}
                <span className="wrap-anywhere">{escalation.done}</span>
              </Step>
            ) : null}
          </ol>
          {escalation.state === 'OPEN' && escalation.nextCallAt !== null ? (
            <p className="mt-1 text-sm text-ink-muted">
              {t('next')} <RelativeTime at={escalation.nextCallAt} />.
            </p>
          ) : null}
          {escalation.state !== 'SETTLED' && may('escalation:take') ? (
            <Button size="sm" className="mt-2" onClick={() => setSettling(escalation.escalationId)}>
              {t('settle')}
            </Button>
          ) : null}
        </div>
      ))}
      <SettleDialog escalationId={settling} onClose={() => setSettling(null)} />
    </Section>
  );
}

function Step({ at, children }: { at: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap justify-between gap-x-4">
      <span className="min-w-0 flex-1 basis-72">{children}</span>
      <RelativeTime at={at} className="text-sm text-ink-muted" />
    </li>
  );
}
