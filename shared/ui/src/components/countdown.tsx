import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../time.ts';
import { useNow } from './use-now.ts';

export interface CountdownProps {
  /** Epoch milliseconds of the server's clock. */
  startsAt: number;
  endsAt: number;
  /** Milliseconds to add to this device's clock to get the server's. */
  offset: number;
  /** From this many milliseconds on, time is running out and turns amber. */
  warnBelow?: number;
  onEnd?: () => void;
}

/** Time left as a number and a line that shrinks. Screen readers hear whole minutes only. */
export function Countdown({ startsAt, endsAt, offset, warnBelow = 120_000, onEnd }: CountdownProps) {
  const { t } = useTranslation('common');
  const now = useNow(1000) + offset;
  const left = Math.max(0, endsAt - now);
  const share = Math.min(1, left / Math.max(1, endsAt - startsAt));
  const low = left < warnBelow;
  const ended = useRef(false);
  useEffect(() => {
    if (left > 0) ended.current = false;
    else if (!ended.current) {
      ended.current = true;
      onEnd?.();
    }
  }, [left, onEnd]);
  const minutes = Math.ceil(left / 60_000);
  return (
    <span role="timer" className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={`font-medium ${low ? 'text-warn' : 'text-ink'}`}>
        {left > 0 ? t('countdown.left', { time: clockTime(left) }) : t('countdown.over')}
      </span>
      <span className="sr-only">
        {left > 0 ? t('countdown.minutes', { count: minutes }) : t('countdown.over')}
      </span>
      <svg aria-hidden="true" viewBox="0 0 100 3" preserveAspectRatio="none" className="h-0.75 w-20">
        <rect width="100" height="3" rx="1.5" className="fill-line" />
        <rect width={share * 100} height="3" rx="1.5" className={low ? 'fill-warn' : 'fill-accent'} />
      </svg>
    </span>
  );
}
