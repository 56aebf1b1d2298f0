import { type Category, categories } from '@lapwing/contracts';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';
import { Select } from './select.tsx';

export interface CategoryPickerProps {
  value: Category | null;
  onChange: (category: Category) => void;
  error?: string;
  required?: boolean;
  /** Only the definition, where the page shows the whole guidance elsewhere. */
  brief?: boolean;
}

/** What a category is and what it is not. */
export function CategoryGuidance({ category }: { category: Category }) {
  const { t } = useTranslation(['common', 'taxonomy']);
  return (
    <dl className="flex flex-col gap-1.5 text-sm">
      <div>
        <dt className="font-medium">{t('common:category.is')}</dt>
        <dd className="text-ink-muted">{t(`taxonomy:category.${category}.definition`)}</dd>
      </div>
      <div>
        <dt className="font-medium">{t('common:category.isNot')}</dt>
        <dd className="text-ink-muted">{t(`taxonomy:category.${category}.not`)}</dd>
      </div>
    </dl>
  );
}

/** Chooses one category, with its definition, what it is not, and a comparison of all. */
export function CategoryPicker({ value, onChange, error, required, brief = false }: CategoryPickerProps) {
  const { t } = useTranslation(['common', 'taxonomy']);
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('common:category.label')} error={error} required={required}>
        {(control) => (
          <Select
            {...control}
            value={value ?? ''}
            onChange={onChange}
            placeholder={t('common:category.choose')}
            options={categories.map((code) => ({ value: code, label: t(`taxonomy:category.${code}.name`) }))}
          />
        )}
      </Field>
      {value ? (
        <div className="border-s-2 border-line ps-3">
          {brief ? (
            <p className="text-sm text-ink-muted">{t(`taxonomy:category.${value}.definition`)}</p>
          ) : (
            <CategoryGuidance category={value} />
          )}
        </div>
      ) : null}
      <details className="group text-sm">
        <summary className="inline-flex list-none items-center gap-1 text-accent hover:underline">
          <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
          {t('common:category.compare')}
        </summary>
        <ul className="mt-2 flex max-h-80 flex-col gap-3 overflow-y-auto border-s-2 border-line ps-3">
          {categories.map((code) => (
            <li key={code}>
              <p className="font-medium">{t(`taxonomy:category.${code}.name`)}</p>
              <p className="text-ink-muted">{t(`taxonomy:category.${code}.definition`)}</p>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
