import { type ReferralField, referralFields } from '@lapwing/contracts';
import { IconButton, Select } from '@lapwing/ui';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { moved } from './recipient-draft.ts';

export interface FieldOrderProps {
  fields: readonly ReferralField[];
  onChange: (fields: ReferralField[]) => void;
  error?: string | undefined;
}

/** Which columns are sent, and in which order. */
export function FieldOrder({ fields, onChange, error }: FieldOrderProps) {
  const { t } = useTranslation('console');
  const others = referralFields.filter((field) => !fields.includes(field));
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t('recipients.fields')}</legend>
      <p className="text-sm text-ink-muted">{t('recipients.fieldsHint')}</p>
      <ol className="mt-1.5 grid gap-x-4 rounded-md border border-line sm:grid-cols-2">
        {fields.map((field, index) => (
          <li key={field} className="flex items-center gap-1 py-0.5 pr-1 pl-3">
            <span className="w-6 text-sm text-ink-muted">{index + 1}</span>
            <code className="min-w-0 flex-1 truncate font-mono text-sm">{field}</code>
            <IconButton
              label={t('recipients.up', { field })}
              disabled={index === 0}
              icon={<ArrowUp size={13} aria-hidden="true" />}
              onClick={() => onChange(moved(fields, field, -1))}
            />
            <IconButton
              label={t('recipients.down', { field })}
              disabled={index === fields.length - 1}
              icon={<ArrowDown size={13} aria-hidden="true" />}
              onClick={() => onChange(moved(fields, field, 1))}
            />
            <IconButton
              label={t('recipients.removeField', { field })}
              icon={<X size={13} aria-hidden="true" />}
              onClick={() => onChange(fields.filter((other) => other !== field))}
            />
          </li>
        ))}
      </ol>
      {others.length > 0 ? (
        <div className="mt-2 max-w-64">
          <Select
            aria-label={t('recipients.addField')}
            value=""
            placeholder={t('recipients.addField')}
            onChange={(field) => onChange([...fields, field])}
            options={others.map((field) => ({ value: field, label: field }))}
          />
        </div>
      ) : null}
      {error ? (
        <p role="alert" className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
