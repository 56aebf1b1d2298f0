import { useTranslation } from 'react-i18next';

/** What stands in the way of a package, in words, by the code of the refusal. */
export function useEvidenceReasons(): Readonly<Record<string, string>> {
  const { t } = useTranslation('evidence');
  return {
    closed: t('refused.closed'),
    no_police: t('refused.no_police'),
    item_names_a_colleague: t('refused.item_names_a_colleague'),
    retracted: t('refused.retracted'),
    not_confirmed: t('refused.not_confirmed'),
  };
}
