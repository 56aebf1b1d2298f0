import type { Figures } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';
import { useDuration } from './use-duration.ts';

/** The whole year in a few sentences. */
export function Summary({ total }: { total: NonNullable<Figures['total']> }) {
  const { t } = useTranslation('figures');
  const duration = useDuration();
  const { sent, takenDown, stillUp, times } = total;
  const sentences = [t('summary.sent', { count: sent })];
  if (takenDown === null || stillUp === null) sentences.push(t('summary.withheld'));
  else sentences.push(t('summary.split', { takenDown, stillUp }));
  if (times) {
    const { medianHours, ninetiethHours } = times;
    sentences.push(
      medianHours === null ? t('summary.notHalf') : t('summary.half', { time: duration(medianHours) }),
    );
    if (medianHours !== null)
      sentences.push(
        ninetiethHours === null
          ? t('summary.notNinetieth')
          : t('summary.ninetieth', { time: duration(ninetiethHours) }),
      );
  }
  return <p className="max-w-prose text-lg">{sentences.join(' ')}</p>;
}
