import { Button } from '@lapwing/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToNotify, mayNotify } from '../browser/notices.ts';

/** Offers to show a notice of the system when imminent danger is not delivered, until that is allowed. */
export function SystemNotices() {
  const { t } = useTranslation('danger');
  const [allowed, setAllowed] = useState(true);
  useEffect(() => void mayNotify().then(setAllowed), []);
  if (allowed) return null;
  return (
    <div className="flex flex-col items-start gap-1.5 text-sm text-ink-muted">
      <p>{t('form.systemHint')}</p>
      <Button size="sm" onClick={() => void askToNotify().then(setAllowed)}>
        {t('form.systemAllow')}
      </Button>
    </div>
  );
}
