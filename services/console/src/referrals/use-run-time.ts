import { useTranslation } from 'react-i18next';
import { deviceZone } from '../shell/time-zones.ts';

/** Says when a run of a schedule is, by the clocks of its zone, which is named where this device has another. */
export function useRunTime(): (run: Date, timeZone: string) => string {
  const { t, i18n } = useTranslation('schedule');
  return (run, timeZone) => {
    const dayOf = (moment: Date) =>
      new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(moment);
    const time = new Intl.DateTimeFormat(i18n.language, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
      ...(timeZone === deviceZone() ? {} : { timeZoneName: 'short' }),
    }).format(run);
    if (dayOf(run) === dayOf(new Date())) return t('today', { time });
    const day = new Intl.DateTimeFormat(i18n.language, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone,
    }).format(run);
    return `${day} ${time}`;
  };
}
