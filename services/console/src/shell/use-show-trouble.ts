import { type Trouble, troubleKey, useToast } from '@lapwing/ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Says what went wrong in a toast, for actions that have no place of their own to say it. */
export function useShowTrouble(): (trouble: Trouble) => void {
  const { t } = useTranslation('problems');
  const toast = useToast();
  return useCallback(
    (trouble) => {
      const key = troubleKey(trouble);
      toast.show({ id: `trouble-${key}`, title: t(`${key}.title`), body: t(`${key}.next`), duration: 8000 });
    },
    [t, toast],
  );
}
