import type { QueueRow as Row } from '@lapwing/contracts';
import { useLanguage } from '@lapwing/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anchor, chooseAnchor, keepAnchor, newAbove } from './anchor.ts';
import { QueueRow, ROW_HEIGHT, THAI_ROW_HEIGHT } from './queue-row.tsx';

export interface QueueListProps {
  rows: readonly Row[];
  to: '/queue/$itemId' | '/mine/$itemId';
  selected: string | null;
  offset: number;
  pseudonym: string;
  hasMore: boolean;
  loadMore: () => void;
}

/** The virtualised list. Rows that slide in above never move the one that is being read. */
export function QueueList({ rows, to, selected, offset, pseudonym, hasMore, loadMore }: QueueListProps) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const rowHeight = language === 'th' ? THAI_ROW_HEIGHT : ROW_HEIGHT;
  const view = useRef<HTMLDivElement>(null);
  const pointed = useRef(false);
  const ids = rows.map((row) => row.itemId);
  const idsNow = useRef(ids);
  const anchor = useRef<Anchor | null>(null);
  const seen = useRef<ReadonlySet<string> | null>(null);
  const [unseen, setUnseen] = useState<readonly string[]>([]);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => view.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  useEffect(() => {
    virtual.measure();
    // Only the height matters; the virtualizer itself is new on every render.
  }, [rowHeight, virtual.measure]);

  const remember = () => {
    const element = view.current;
    if (!element) return;
    anchor.current = chooseAnchor(
      idsNow.current,
      selected,
      element.scrollTop,
      element.clientHeight,
      rowHeight,
      pointed.current,
    );
    const firstInView = Math.floor(element.scrollTop / rowHeight);
    setUnseen((all) => {
      const left = all.filter(
        (id) => idsNow.current.indexOf(id) < firstInView && idsNow.current.includes(id),
      );
      return left.length === all.length ? all : left;
    });
  };

  const key = ids.join();
  useLayoutEffect(() => {
    idsNow.current = ids;
    const element = view.current;
    const before = seen.current;
    seen.current = new Set(ids);
    if (!element || !before) return;
    const top = keepAnchor(ids, anchor.current, rowHeight);
    if (top !== null && top !== element.scrollTop) element.scrollTop = top;
    const fresh = newAbove(before, ids, element.scrollTop, rowHeight);
    if (fresh.length > 0) setUnseen((all) => [...all, ...fresh]);
    remember();
  }, [key]);
  useEffect(remember);

  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 10) loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  return (
    <div className="relative min-h-0 flex-1">
      {unseen.length > 0 ? (
        <button
          type="button"
          onClick={() => view.current?.scrollTo({ top: 0 })}
          className="absolute top-2 left-1/2 z-10 inline-flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1 text-sm font-medium text-accent shadow-layer animate-appear"
        >
          <ArrowUp size={14} aria-hidden="true" />
          {t('queue.newAbove', { count: unseen.length })}
        </button>
      ) : null}
      <div
        ref={view}
        onScroll={remember}
        onPointerEnter={() => {
          pointed.current = true;
          remember();
        }}
        onPointerLeave={() => {
          pointed.current = false;
          remember();
        }}
        className="h-full overflow-y-auto [overflow-anchor:none]"
      >
        <ul aria-label={t('queue.list')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {visible.map(({ index, start, size }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <li
                key={row.itemId}
                aria-setsize={hasMore ? -1 : rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                <QueueRow
                  row={row}
                  to={to}
                  selected={row.itemId === selected}
                  fresh={seen.current !== null && !seen.current.has(row.itemId)}
                  offset={offset}
                  pseudonym={pseudonym}
                />
              </li>
            );
          })}
        </ul>
        <p className="px-4 py-3 text-center text-xs text-ink-faint">
          {hasMore ? t('queue.loadingMore') : t('queue.end')}
        </p>
      </div>
    </div>
  );
}
