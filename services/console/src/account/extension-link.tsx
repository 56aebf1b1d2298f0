import { buttonClass } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { Section } from '../shell/page.tsx';

/** The way from one's own settings to what holds for all analysts, for whoever decides it. */
export function ExtensionLink() {
  const { t } = useTranslation('extension-admin');
  if (!useMay()('extension:manage')) return null;
  return (
    <Section title={t('title')}>
      <div className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line px-4 py-3">
        <p className="min-w-0 flex-1 basis-64">{t('body')}</p>
        <Link to="/extension" className={buttonClass('secondary', 'sm')}>
          {t('open')}
        </Link>
      </div>
    </Section>
  );
}
