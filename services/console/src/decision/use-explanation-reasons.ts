import { useTranslation } from 'react-i18next';

const codes = ['names_a_colleague', 'personal_data'] as const;

/** Why the explanation of a decision was refused, in words, by the code of the refusal. */
export function useExplanationReasons(): Readonly<Record<string, string>> {
  const { t } = useTranslation('console');
  return Object.fromEntries(codes.map((code) => [code, t(`decide.explanationRefused.${code}`)]));
}
