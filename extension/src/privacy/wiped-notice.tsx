import { useTranslation } from 'react-i18next';
import type { Wiped } from './wipe-everything.ts';

/** What became of wiping. */
export function WipedNotice({ wiped }: { wiped: Wiped }) {
  const { t } = useTranslation('privacy');
  const isClean = wiped.left.length === 0;
  return (
    <div role="status" className="flex max-w-prose flex-col gap-2">
      <h1 className="text-xl">{t(isClean ? 'wiped.title' : 'wiped.leftTitle')}</h1>
      {isClean ? <p>{t('wiped.body')}</p> : <p>{t('wiped.leftBody', { names: wiped.left.join(', ') })}</p>}
      {wiped.server === 'REVOKED' ? <p>{t('wiped.revoked')}</p> : null}
      {wiped.server === 'UNREACHED' ? <p className="font-medium text-warn">{t('wiped.unreached')}</p> : null}
      <p className="text-ink-muted">{t('wiped.next')}</p>
    </div>
  );
}
