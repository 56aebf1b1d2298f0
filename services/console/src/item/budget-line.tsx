import { Button, buttonClass, Countdown, Dialog } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { Coffee } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { exposureStore, isBreakDue, TEXTS_BEFORE_BREAK } from './exposure-budget.ts';

const BREAK_MS = 10 * 60_000;

/** A quiet line on how much was opened today; at the limit it offers a break. It is no score. */
export function BudgetLine() {
  const { t } = useTranslation('console');
  const exposure = useSyncExternalStore(exposureStore.subscribe, exposureStore.get);
  const [breakEnds, setBreakEnds] = useState<number | null>(null);
  const elsewhere = useMay()('referral:read') ? '/outcomes' : '/settings';
  const due = isBreakDue(exposure);
  const answer = () => exposureStore.answer();
  return (
    <>
      {exposure.opened > 0 ? (
        <p className="flex items-center gap-2 border-t border-line px-3.5 py-1.5 text-xs text-ink-muted">
          <Coffee size={13} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0">
            {t('budget.line', { count: exposure.opened, limit: TEXTS_BEFORE_BREAK })}
          </span>
        </p>
      ) : null}
      <Dialog
        open={due && breakEnds === null}
        onOpenChange={(open) => {
          if (!open) answer();
        }}
        width="md"
        title={t('budget.title')}
        description={t('budget.body')}
        footer={
          <>
            <Button variant="quiet" onClick={answer}>
              {t('budget.go')}
            </Button>
            <Link to={elsewhere} onClick={answer} className={buttonClass()}>
              {t('budget.other')}
            </Link>
            <Button
              variant="primary"
              onClick={() => {
                answer();
                setBreakEnds(Date.now() + BREAK_MS);
              }}
            >
              {t('budget.take')}
            </Button>
          </>
        }
      />
      {breakEnds === null ? null : (
        <div
          role="dialog"
          aria-modal="true"
          aria-label={t('budget.onBreak')}
          data-layer="modal"
          data-state="open"
          className="fixed inset-0 z-50 flex flex-col items-center justify-center gap-3 bg-canvas px-6 text-center"
        >
          <Coffee size={28} aria-hidden="true" className="text-accent" />
          <p className="text-xl font-semibold">{t('budget.onBreak')}</p>
          <p className="max-w-sm text-ink-muted">{t('budget.onBreakBody')}</p>
          <Countdown startsAt={breakEnds - BREAK_MS} endsAt={breakEnds} offset={0} warnBelow={0} />
          <Button autoFocus onClick={() => setBreakEnds(null)}>
            {t('budget.back')}
          </Button>
        </div>
      )}
    </>
  );
}
