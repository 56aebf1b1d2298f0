import { useLanguage } from '@lapwing/ui';

const HOURS_IN_DAYS = 72;

/** Says hours in words of the language: "8 hours", from three days on "4.5 days". */
export function useDuration(): (hours: number) => string {
  const { language } = useLanguage();
  const words = (unit: 'hour' | 'day') =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      maximumFractionDigits: 1,
    });
  const [inHours, inDays] = [words('hour'), words('day')];
  return (hours) => (hours < HOURS_IN_DAYS ? inHours.format(hours) : inDays.format(hours / 24));
}
