import type { Permission } from '@lapwing/contracts';
import { buttonClass, EmptyState } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';

/** Shows its page to those who may see it, and says so to others. The API checks again. */
export function Allowed({ needs, children }: { needs: Permission; children: ReactNode }) {
  const { t } = useTranslation(['console', 'problems']);
  if (useMay()(needs)) return children;
  return (
    <EmptyState
      page
      title={t('console:errors.forbiddenTitle')}
      body={t('problems:forbidden.next')}
      action={
        <Link to="/" className={buttonClass()}>
          {t('console:errors.home')}
        </Link>
      }
    />
  );
}
