import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { KnownItem } from '@lapwing/contracts/flag';
import { Badge, Button, isWebAddress } from '@lapwing/ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openTab } from '../../browser/tabs.ts';
import { type SharedWhy, type SittingItem, withItem, withoutItems } from '../../collect/sitting.ts';
import type { DraftErrors } from '../../flag/flag-of-draft.ts';
import { KnownLine } from '../known-line.tsx';
import { ItemDialog } from './item-dialog.tsx';
import type { SittingState } from './use-sitting.ts';

export interface ItemRowProps {
  item: SittingItem;
  number: number;
  shared: SharedWhy;
  known: KnownItem | null;
  errors: DraftErrors | null;
  state: SittingState;
}

/** One collected post: what it is, whether others know it, and whether it was looked at. Never its text. */
export function ItemRow({ item, number, shared, known, errors, state }: ItemRowProps) {
  const { t } = useTranslation(['ways', 'extension', 'taxonomy', 'common']);
  const id = useId();
  const [correcting, setCorrecting] = useState(false);
  const { draft } = item;
  const identified = identifyContentUrl(draft.url);
  const address = identified.ok ? identified.original : draft.url;
  const own = [
    draft.category === null ? null : t(`taxonomy:category.${draft.category}.name`),
    draft.severity === null ? null : `${draft.severity} · ${t(`taxonomy:severity.${draft.severity}`)}`,
    draft.note.trim() === '' ? null : t('ways:collect.ownNote'),
  ].filter((part) => part !== null);
  return (
    <li
      data-invalid={errors === null ? undefined : true}
      className={`flex items-start gap-2.5 border-t border-line px-3 py-2 ${item.reviewed ? 'bg-accent-soft' : ''}`}
    >
      <input
        type="checkbox"
        aria-label={t('ways:collect.looked', { number })}
        aria-describedby={id}
        checked={item.reviewed}
        onChange={(event) => {
          const reviewed = event.target.checked;
          void state.change((now) => withItem(now, item.id, { reviewed }));
        }}
        className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p id={id} dir="ltr" title={address} className="line-clamp-2 font-mono text-sm wrap-anywhere">
          {address}
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          {identified.ok ? (
            <Badge tone="accent">
              {t(`taxonomy:platform.${identified.identity.platform}`)} ·{' '}
              {t(`taxonomy:kind.${identified.identity.kind}`)}
            </Badge>
          ) : null}
          {draft.authorHandle === '' ? null : (
            <bdi className="text-sm text-ink-muted wrap-anywhere">{draft.authorHandle}</bdi>
          )}
        </div>
        {own.length > 0 ? (
          <p className="text-sm">
            <span className="text-ink-muted">{t('ways:collect.own')}</span> {own.join(' · ')}
          </p>
        ) : null}
        {known === null ? null : <KnownLine known={{ kind: 'KNOWN', item: known }} />}
        {errors === null ? null : (
          <p className="text-sm font-medium text-danger">{t('ways:collect.wrong')}</p>
        )}
        <div className="-ms-2 flex flex-wrap">
          <Button size="sm" variant="quiet" onClick={() => setCorrecting(true)}>
            {t('ways:collect.correct')}
            <span className="sr-only">{number}</span>
          </Button>
          {isWebAddress(address) ? (
            <Button size="sm" variant="quiet" onClick={() => void openTab(address)}>
              {t('ways:collect.openTab')}
              <span className="sr-only">{number}</span>
            </Button>
          ) : null}
          <Button
            size="sm"
            variant="quiet"
            onClick={() => void state.change((now) => withoutItems(now, new Set([item.id])))}
          >
            {t('ways:collect.remove')}
            <span className="sr-only">{number}</span>
          </Button>
        </div>
      </div>
      {correcting ? (
        <ItemDialog
          item={item}
          number={number}
          shared={shared}
          errors={errors ?? {}}
          onClose={() => setCorrecting(false)}
          onChange={(changed) => {
            // What was corrected was looked at.
            void state.change((now) => withItem(now, item.id, { draft: changed, reviewed: true }));
          }}
        />
      ) : null}
    </li>
  );
}
