import { buttonClass } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** The way back from a page below the outcomes. */
export function BackToOutcomes() {
  const { t } = useTranslation('outcomes');
  return (
    <Link to="/outcomes" className={`${buttonClass('quiet', 'sm')} -ml-2 self-start`}>
      <ArrowLeft size={15} aria-hidden="true" />
      {t('file.back')}
    </Link>
  );
}
