import { useLanguage } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

/** The name of a language of posts, in the language of the page: "th" is "Thai". */
export function useLanguageName(): (tag: string) => string {
  const { t } = useTranslation('models');
  const { language } = useLanguage();
  const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
  return (tag) => {
    if (tag === 'all') return t('language.all');
    if (tag === 'und') return t('language.und');
    return names.of(tag) ?? tag;
  };
}
