import { deliveryRefusals } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';

/** What stands in the way of sending a batch, in words, by the code of the refusal. */
export function useRefusalReasons(): Readonly<Record<string, string>> {
  const { t } = useTranslation('delivery');
  return Object.fromEntries(deliveryRefusals.map((code) => [code, t(`refused.${code}`)]));
}
