import { buttonClass } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';

/** From an item that was confirmed to a package for the police about it and others of its account. */
export function EvidenceLink({ itemId }: { itemId: string }) {
  const { t } = useTranslation('evidence');
  const may = useMay();
  if (!may('evidence:request')) return null;
  return (
    <Link
      to="/evidence/new/$itemId"
      params={{ itemId }}
      className={`${buttonClass('secondary', 'sm')} self-start`}
    >
      {t('open')}
    </Link>
  );
}
