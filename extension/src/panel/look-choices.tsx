import { extensionLanguages, Field, Select, themes, useLanguage, useTheme } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

export function LanguageChoice() {
  const { t } = useTranslation('common');
  const { language, setLanguage } = useLanguage();
  return (
    <Field label={t('language.label')}>
      {(control) => (
        <Select
          {...control}
          value={language}
          onChange={setLanguage}
          options={extensionLanguages.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      )}
    </Field>
  );
}

export function ThemeChoice() {
  const { t } = useTranslation('common');
  const { theme, setTheme } = useTheme();
  return (
    <Field label={t('theme.label')}>
      {(control) => (
        <Select
          {...control}
          value={theme}
          onChange={setTheme}
          options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
      )}
    </Field>
  );
}
