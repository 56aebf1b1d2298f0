import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** True after `delay` milliseconds, so that fast answers show no flicker. */
export function useDelayed(delay = 150): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), delay);
    return () => clearTimeout(timer);
  }, [delay]);
  return passed;
}

/** One grey bar. `className` gives its width and height. */
export function Bone({ className = 'h-3 w-full' }: { className?: string }) {
  return <span className={`block rounded-xs bg-line animate-pulse ${className}`} />;
}

/** Shows its bones (or lines of them) after 150 ms, and says "Loading" to screen readers. */
export function Skeleton({ lines = 3, children }: { lines?: number; children?: ReactNode }) {
  const { t } = useTranslation('common');
  const visible = useDelayed();
  return (
    <div role="status" aria-label={t('loading')} className="flex flex-col gap-2.5 p-4">
      {visible
        ? (children ??
          Array.from({ length: lines }, (_, line) => `line-${line}`).map((key, line) => (
            <Bone key={key} className={`h-3 ${['w-11/12', 'w-3/4', 'w-5/6', 'w-2/3'][line % 4]}`} />
          )))
        : null}
    </div>
  );
}
