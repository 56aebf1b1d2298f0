import { Button, clockTime } from '@lapwing/ui';
import { Coffee } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForMore, beginBreak, endBreak } from '../../breaks/looking.ts';
import { changeLooking } from '../../breaks/looking-store.ts';
import { useBreak } from './use-break.ts';

const ideas = ['window', 'water', 'walk', 'talk', 'breathe'] as const;

/** A quiet line about how long somebody has been looking; when it is long, a break and something else to do. */
export function BreakLine() {
  const { t } = useTranslation('safe');
  const { view, afterMinutes } = useBreak();
  if (view.kind === 'NONE' || afterMinutes === null) return null;
  if (view.kind === 'LOOKING') {
    return (
      <Line>
        <p className="text-ink-muted">{t('break.looking', { count: view.minutes })}</p>
      </Line>
    );
  }
  if (view.kind === 'RESTING') {
    return (
      <Line>
        <p>
          <span role="status">{t('break.resting')}</span>{' '}
          <span className="text-ink-muted tabular-nums">
            {t('break.left', { time: clockTime(view.leftMs) })}
          </span>
        </p>
        <p className="text-ink-muted">{t(`break.idea.${idea(view.leftMs)}`)}</p>
        <div>
          <Button
            size="sm"
            variant="quiet"
            onClick={() => void changeLooking((looking) => endBreak(looking, Date.now()))}
          >
            {t('break.end')}
          </Button>
        </div>
      </Line>
    );
  }
  return (
    <Line>
      <p role="status" className="font-medium">
        {t('break.due', { count: view.minutes })}
      </p>
      <p className="text-ink-muted">{t('break.why')}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void changeLooking((looking) => beginBreak(looking, Date.now()))}>
          {t('break.begin')}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          onClick={() => void changeLooking((looking) => askForMore(looking, afterMinutes))}
        >
          {t('break.more')}
        </Button>
      </div>
    </Line>
  );
}

/** Another thing to do every minute of the break. */
function idea(leftMs: number): (typeof ideas)[number] {
  return ideas[Math.floor(leftMs / 60_000) % ideas.length] ?? ideas[0];
}

function Line({ children }: { children: ReactNode }) {
  const { t } = useTranslation('safe');
  return (
    <section
      aria-label={t('break.title')}
      className="flex shrink-0 gap-1.5 border-b border-line bg-surface px-3 py-1.5 text-sm"
    >
      <Coffee size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-muted" />
      <div className="flex min-w-0 flex-col gap-1.5">{children}</div>
    </section>
  );
}
