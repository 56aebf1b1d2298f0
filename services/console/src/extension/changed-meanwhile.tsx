import { Button, RelativeTime } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

export interface ChangedMeanwhileProps {
  /** When the other change was made. */
  at: string | null;
  pending: boolean;
  onTakeTheirs: () => void;
  onSaveMine: () => void;
}

/** Somebody else saved first: says so, keeps what was entered, and lets the person choose. */
export function ChangedMeanwhile({ at, pending, onTakeTheirs, onSaveMine }: ChangedMeanwhileProps) {
  const { t } = useTranslation('extension-admin');
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-line-strong/60 px-3.5 py-3">
      <p className="font-medium">
        {t('stale.title')} {at ? <RelativeTime at={at} className="font-normal text-ink-muted" /> : null}
      </p>
      <p className="text-ink-muted">{t('stale.body')}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onTakeTheirs}>
          {t('stale.takeTheirs')}
        </Button>
        <Button size="sm" pending={pending} onClick={onSaveMine}>
          {t('stale.saveMine')}
        </Button>
      </div>
    </div>
  );
}
