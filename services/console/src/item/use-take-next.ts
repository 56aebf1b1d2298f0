import { useToast } from '@lapwing/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { takeItem } from '../api/items.ts';
import { troubleOf } from '../api/request.ts';
import { useShowTrouble } from '../shell/use-show-trouble.ts';

/** Claims the item that stands first and opens it; says so when nothing is left. */
export function useTakeNext(): () => Promise<void> {
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const showTrouble = useShowTrouble();
  return useCallback(async () => {
    try {
      const claim = await takeItem();
      void queries.invalidateQueries({ queryKey: ['items', 'queue'] });
      if (claim) {
        await navigate({ to: '/queue/$itemId', params: { itemId: claim.itemId }, search: true });
        return;
      }
      toast.show({ id: 'nothing-left', title: t('queue.nothingLeft') });
      await navigate({ to: '/queue', search: true });
    } catch (error) {
      showTrouble(troubleOf(error));
    }
  }, [queries, navigate, toast, showTrouble, t]);
}
