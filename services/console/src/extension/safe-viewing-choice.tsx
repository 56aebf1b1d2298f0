import type { SafeViewingPreset } from '@lapwing/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

/** The default first. */
const order: readonly SafeViewingPreset[] = ['ON', 'LOCKED_ON', 'OFF'];

export interface SafeViewingChoiceProps {
  value: SafeViewingPreset;
  onChange: (value: SafeViewingPreset) => void;
}

/** Where safe viewing begins for every analyst, each choice with what it means. */
export function SafeViewingChoice({ value, onChange }: SafeViewingChoiceProps) {
  const { t } = useTranslation('extension-admin');
  const name = useId();
  return (
    <fieldset className="overflow-hidden rounded-md border border-line">
      <legend className="sr-only">{t('safeViewing.title')}</legend>
      {order.map((preset) => (
        <label
          key={preset}
          className={`flex cursor-pointer items-start gap-2.5 border-t border-line px-3 py-2 first-of-type:border-t-0 ${preset === value ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
        >
          <input
            type="radio"
            name={name}
            checked={preset === value}
            onChange={() => onChange(preset)}
            aria-labelledby={`${name}-${preset}-name`}
            aria-describedby={`${name}-${preset}`}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            <span id={`${name}-${preset}-name`} className={`block ${preset === value ? 'font-medium' : ''}`}>
              {t(`safeViewing.${preset}.name`)}
            </span>
            <span id={`${name}-${preset}`} className="block text-sm text-ink-muted">
              {t(`safeViewing.${preset}.means`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
