import type { BatchDryRun } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';

/** What would go to a recipient today, and what would be held back and why. */
export function DryRun({ day }: { day: BatchDryRun }) {
  const { t, i18n } = useTranslation('recipient-settings');
  const { imminent, batches, referrals, heldBack, nextBatchAt } = day;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const goes = imminent + referrals > 0;
  if (!goes && heldBack.length === 0) return <p className="text-ink-muted">{t('dryRun.nothing')}</p>;
  return (
    <div className="flex flex-col gap-1">
      {goes ? (
        <ul>
          {imminent > 0 ? (
            <li className="font-medium text-danger">{t('dryRun.imminent', { count: imminent })}</li>
          ) : null}
          {referrals > 0 ? (
            <li>
              <span className="font-medium">{t('dryRun.goes', { count: referrals })}</span>{' '}
              {t('dryRun.in', { count: batches })}
            </li>
          ) : null}
        </ul>
      ) : (
        <p>{t('dryRun.none')}</p>
      )}
      {heldBack.length > 0 ? (
        <>
          <p className="text-sm text-ink-muted">{t('dryRun.held')}</p>
          <ul className="flex flex-col gap-0.5 text-sm">
            {heldBack.map(({ reason, count }) => (
              <li key={reason} className="flex gap-2">
                <span className="min-w-6 text-right font-medium">{count}</span>
                <span className="min-w-0">{t(`dryRun.reason.${reason}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {nextBatchAt ? (
        <p className="text-sm">{t('desk.nextBatch', { time: time.format(new Date(nextBatchAt)) })}</p>
      ) : null}
    </div>
  );
}
