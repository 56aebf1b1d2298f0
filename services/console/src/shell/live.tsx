import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { followEvents } from '../api/live-events.ts';

const LiveContext = createContext(false);

/** Keeps the page's queries fresh from the event stream, for whoever may follow it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const allowed = useMay()('events:read');
  const [live, setLive] = useState(false);
  useEffect(() => (allowed ? followEvents(queries, setLive) : undefined), [queries, allowed]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
}

/** Whether changes arrive by themselves right now. */
function useLive(): boolean {
  const online = useOnline();
  return use(LiveContext) && online;
}

/** One line at the top while the network is away. */
export function OfflineLine() {
  const { t } = useTranslation('console');
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <p className="border-b border-line bg-warn-soft px-4 py-1.5 text-center text-sm text-warn">
          {t('connection.offline')}
        </p>
      )}
    </div>
  );
}

/** Whether the list follows changes by itself, in words. */
export function LiveState() {
  const { t } = useTranslation('console');
  const live = useLive();
  return (
    <span
      role="status"
      title={live ? t('connection.live') : t('connection.paused')}
      className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-muted"
    >
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${live ? 'bg-accent' : 'border border-line-strong'}`}
      />
      <span className={live ? 'max-sm:sr-only' : 'sr-only'}>
        {live ? t('connection.live') : t('connection.paused')}
      </span>
    </span>
  );
}
