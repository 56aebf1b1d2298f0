import { Button } from '@lapwing/ui';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Look } from '../../recheck/look.ts';
import { changeLook } from '../../recheck/look-store.ts';

/** What was seen and is not with the server: on its way, or not taken. */
export function WaitingLooks({ looks }: { looks: readonly Look[] }) {
  const { t } = useTranslation('recheck');
  const refused = looks.filter(({ state }) => state === 'REFUSED');
  const waiting = looks.length - refused.length;
  const dismiss = async () => {
    for (const { key } of refused) await changeLook(key, () => null);
  };
  return (
    <>
      {waiting > 0 ? (
        <p role="status" className="flex items-center gap-2 border-b border-line bg-sunken px-3 py-2 text-sm">
          <Clock size={15} aria-hidden="true" className="shrink-0 text-ink-muted" />
          {t('waiting', { count: waiting })}
        </p>
      ) : null}
      {refused.length > 0 ? (
        <div role="alert" className="flex flex-col gap-2 border-b border-line bg-warn-soft px-3 py-2">
          <p className="text-sm text-warn">{t('refusedLook', { count: refused.length })}</p>
          <div>
            <Button size="sm" onClick={() => void dismiss()}>
              {t('dismiss')}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}
