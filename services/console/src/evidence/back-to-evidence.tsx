import { buttonClass } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** The way back from a page below the packages. */
export function BackToEvidence() {
  const { t } = useTranslation('evidence');
  return (
    <Link to="/evidence" className={`${buttonClass('quiet', 'sm')} -ml-2 self-start`}>
      <ArrowLeft size={15} aria-hidden="true" />
      {t('list.title')}
    </Link>
  );
}
