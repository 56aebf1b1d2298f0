import { type PriorityReason, Severity } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';
import { shownPercent } from '../item/shown-percent.ts';

/** Puts one reason of a priority into words: "planned meeting", "4 flaggers". */
export function useReasonWords(): (reason: PriorityReason) => string {
  const { t } = useTranslation(['console', 'taxonomy']);
  return (reason) => {
    switch (reason.kind) {
      case 'IMMINENT_DANGER':
        return t(`taxonomy:basis.${reason.basis}`);
      case 'URGENCY':
        return t('console:reason.URGENCY', {
          name: t(`taxonomy:urgency.${reason.urgency}.name`),
          target: t(`taxonomy:urgency.${reason.urgency}.target`),
        });
      case 'SEVERITY':
        return t('console:reason.SEVERITY', {
          name: t(`taxonomy:severity.${Severity.parse(reason.severity)}`),
        });
      case 'RISK':
        return t('console:reason.RISK', { percent: shownPercent(reason.percent) });
      case 'UNSURE':
        return reason.because === null
          ? t('console:reason.UNSURE')
          : t('console:reason.UNSURE_BECAUSE', { because: t(`console:unsure.because.${reason.because}`) });
      case 'UNSCORED':
        return t('console:reason.UNSCORED');
      case 'SAMPLED':
        return t('console:reason.SAMPLED');
      case 'FLAGGERS':
        return t('console:reason.FLAGGERS', { count: reason.count });
    }
  };
}
