import { type Severity, severities } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';

/** Severity as four pips and its number. */
export function SeverityPips({ severity }: { severity: Severity }) {
  const { t } = useTranslation(['common', 'taxonomy']);
  const label = t('common:severityOf', { severity, name: t(`taxonomy:severity.${severity}`) });
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className="inline-flex items-center gap-1.5 align-middle"
    >
      <span className="inline-flex gap-0.5" aria-hidden="true">
        {severities.map((step) => (
          <span
            key={step}
            className={`h-2.5 w-1 rounded-xs ${step <= severity ? 'bg-ink' : 'bg-line-strong/35'}`}
          />
        ))}
      </span>
      <span aria-hidden="true" className="text-sm font-medium">
        {severity}
      </span>
    </span>
  );
}
