import type { QueueRow as Row } from '@lapwing/contracts';
import { Badge, RelativeTime, SeverityPips } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { CircleHelp, Hourglass, ScanSearch, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PlatformGlyph } from './platform-glyph.tsx';
import { useReasonWords } from './use-reason-words.ts';

/** Height of one row, in pixels: three lines and their padding. Thai needs more room between lines. */
export const ROW_HEIGHT = 76;
export const THAI_ROW_HEIGHT = 90;

export interface QueueRowProps {
  row: Row;
  to: '/queue/$itemId' | '/mine/$itemId';
  selected: boolean;
  fresh: boolean;
  /** Milliseconds to add to this device's clock to get the server's. */
  offset: number;
  pseudonym: string;
}

export function QueueRow({ row, to, selected, fresh, offset, pseudonym }: QueueRowProps) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const words = useReasonWords();
  const [first, ...rest] = row.reasons;
  // The pips already say how grave it is, imminent danger how urgent, and the badge that the classifier is unsure.
  const second = rest.find(
    ({ kind }) =>
      kind !== 'SEVERITY' &&
      kind !== 'UNSURE' &&
      kind !== 'SAMPLED' &&
      !(kind === 'URGENCY' && row.urgency === 'IMMINENT'),
  );
  const sampled = row.reasons.find(({ kind }) => kind === 'SAMPLED');
  const unsure = row.reasons.find(({ kind }) => kind === 'UNSURE');
  const imminent = first?.kind === 'IMMINENT_DANGER';
  const held = row.heldBy !== null;
  return (
    <Link
      to={to}
      params={{ itemId: row.itemId }}
      search={true}
      className={`relative flex h-full flex-col justify-center gap-0.5 border-b border-line px-3.5 ${fresh ? 'animate-appear' : ''} ${
        selected ? 'bg-accent-soft' : 'hover:bg-sunken'
      }`}
    >
      {selected ? <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-accent" /> : null}
      <span className="flex items-center gap-2">
        {imminent ? <Hourglass size={13} aria-hidden="true" className="shrink-0 text-danger" /> : null}
        <span
          className={`min-w-0 flex-1 truncate font-medium first-letter:uppercase ${imminent ? 'text-danger' : ''}`}
        >
          {first ? words(first) : t(`taxonomy:urgency.${row.urgency}.name`)}
          {second ? <span className="font-normal text-ink-muted"> · {words(second)}</span> : null}
        </span>
        <RelativeTime at={row.firstFlaggedAt} offset={offset} className="shrink-0 text-xs text-ink-muted" />
      </span>
      <span className="flex items-center gap-2 text-sm">
        <PlatformGlyph platform={row.platform} />
        <span className="min-w-0 flex-1 truncate">{t(`taxonomy:category.${row.category}.name`)}</span>
        <SeverityPips severity={row.severity} />
      </span>
      <span className="flex items-center gap-2 text-sm text-ink-muted">
        <span aria-hidden="true" className="min-w-0 flex-1 truncate text-ink-faint select-none">
          {row.excerpt === '' ? '—' : row.excerpt}
        </span>
        {sampled ? (
          <span className="min-w-0 shrink">
            <Badge icon={<ScanSearch size={12} aria-hidden="true" className="shrink-0" />}>
              <span className="inline-block first-letter:uppercase">{words(sampled)}</span>
            </Badge>
          </span>
        ) : null}
        {unsure ? (
          <span className="max-w-3/5 shrink-0">
            <Badge icon={<CircleHelp size={12} aria-hidden="true" className="shrink-0" />}>
              <span className="inline-block first-letter:uppercase">{words(unsure)}</span>
            </Badge>
          </span>
        ) : null}
        {row.state === 'QUEUED' ? null : (
          <span className="shrink-0 text-xs">{t(`taxonomy:itemState.${row.state}`)}</span>
        )}
        {row.flaggedByMe ? <span className="shrink-0 text-xs">{t('console:queue.flaggedByMe')}</span> : null}
        {held ? (
          <span className="inline-flex shrink-0 items-center gap-1 text-xs font-medium">
            <UserRound size={12} aria-hidden="true" />
            {row.heldBy === pseudonym
              ? t('console:queue.heldByMe')
              : t('console:queue.heldBy', { name: row.heldBy })}
          </span>
        ) : null}
      </span>
    </Link>
  );
}
