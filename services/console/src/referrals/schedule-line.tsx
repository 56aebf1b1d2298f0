import type { RecipientView } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';
import { useRunTime } from './use-run-time.ts';

/** When the recipient's schedule builds next and what is ready for it, and what came of the last run. */
export function ScheduleLine({ recipient }: { recipient: RecipientView }) {
  const { t } = useTranslation('schedule');
  const timeOf = useRunTime();
  const { schedule: run, configuration, standing, ready } = recipient;
  const { schedule } = configuration;
  if (run === null || schedule === null || standing !== 'OPEN') return null;
  const { timeZone, minimumReferrals } = schedule;
  return (
    <p className="text-sm">
      <span className="font-medium">
        {t('next', { time: timeOf(new Date(run.nextRunAt), timeZone), count: ready })}
      </span>
      {minimumReferrals > 1 ? <> {t('atLeast', { count: minimumReferrals })}</> : null}
      {run.lastRun ? (
        <span className="text-ink-muted">
          {' '}
          {t(`last.${run.lastRun.result}`, { time: timeOf(new Date(run.lastRun.at), timeZone) })}
        </span>
      ) : null}
    </p>
  );
}
