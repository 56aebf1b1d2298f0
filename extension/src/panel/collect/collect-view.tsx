import { Button, Dialog, EmptyState } from '@lapwing/ui';
import { ListChecks } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extensionVersion, tellBackground } from '../../browser/messages.ts';
import { sendSitting, sittingErrors } from '../../collect/send-sitting.ts';
import { emptySitting, type Sitting, withoutItems, withShared } from '../../collect/sitting.ts';
import type { OutboxEntry } from '../../outbox/outbox-entry.ts';
import { summaryOf } from '../../outbox/outbox-summary.ts';
import { ownerOf, type Pairing } from '../../pairing/pairing.ts';
import { usePanel } from '../panel-context.tsx';
import { ItemRow } from './item-row.tsx';
import { PasteLinks } from './paste-links.tsx';
import { PickOnPage } from './pick-on-page.tsx';
import { SharedFields } from './shared-fields.tsx';
import { canonicalOf, useKnownItems } from './use-known-items.ts';
import type { SittingState } from './use-sitting.ts';

export interface CollectViewProps {
  state: SittingState;
  pairing: Pairing;
  online: boolean;
  tabId: number | null;
  entries: readonly OutboxEntry[];
}

/** Many posts in one sitting: collected, given what holds for all, looked at one by one, sent. */
export function CollectView({ state, pairing, online, tabId, entries }: CollectViewProps) {
  const { t } = useTranslation(['ways', 'extension']);
  const { outbox } = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(0);
  const [notStored, setNotStored] = useState(false);
  const sitting = state.sitting ?? { shared: null, items: [] };
  const known = useKnownItems(
    sitting.items.map(({ draft }) => draft.url),
    pairing,
    online,
  );
  if (!pairing.me.permissions.includes('flag:create')) {
    return (
      <p role="alert" className="m-4 rounded-md border border-line-strong/60 bg-surface px-3 py-2">
        {t('extension:pair.notAnalyst')}
      </p>
    );
  }
  if (state.sitting === null) return null;
  const { shared, items } = state.sitting;
  const reviewed = items.filter((item) => item.reviewed).length;
  const client = `lapwing-extension/${extensionVersion()}`;
  const errors = tried ? sittingErrors(state.sitting, new Date(), client) : new Map();
  const ofAll = tried && reviewed > 0;

  const send = async () => {
    if (sending || state.sitting === null) return;
    const wrong = sittingErrors(state.sitting, new Date(), client);
    setTried(wrong.size > 0);
    setSent(0);
    if (wrong.size > 0) return focusFirstError(scroller.current);
    setSending(true);
    try {
      await sendSitting(state.sitting, {
        outbox,
        owner: ownerOf(pairing),
        client,
        now: Date.now,
        onSaved: (ids) => state.change((now) => afterSending(now, ids)),
      });
      setNotStored(false);
      setSent(reviewed);
      scroller.current?.scrollTo({ top: 0 });
      scroller.current?.focus();
    } catch {
      setNotStored(true);
    } finally {
      setSending(false);
      void tellBackground({ kind: 'DRAIN', cause: 'SAVED' });
    }
  };
  const reachable = online && pairing.token !== null && !summaryOf(entries).unreachable;
  return (
    <section aria-labelledby="collect-title" className="flex min-h-0 flex-1 flex-col">
      <div ref={scroller} tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto outline-none">
        <fieldset disabled={sending} className="min-w-0">
          <Marks state={state} />
          <div className="flex flex-col gap-2 px-3 py-3">
            <h2 id="collect-title" className="text-base">
              {t('ways:collect.title')}
            </h2>
            <p role="status" className={sent === 0 ? 'sr-only' : 'rounded-md bg-accent-soft px-2.5 py-1.5'}>
              {sent === 0 ? '' : t('ways:collect.sent', { count: sent })}
            </p>
            <p className="text-sm text-ink-muted">{t('ways:collect.body')}</p>
            <PickOnPage tabId={tabId} isPrivate={state.private} />
            <PasteLinks state={state} />
          </div>
          {items.length === 0 ? (
            <EmptyState icon={<ListChecks size={20} aria-hidden="true" />} title={t('ways:collect.none')} />
          ) : (
            <>
              <SharedFields
                shared={shared}
                noCategory={ofAll && items.some(({ id }) => errors.get(id)?.category !== undefined)}
                noSeverity={ofAll && items.some(({ id }) => errors.get(id)?.severity !== undefined)}
                onChange={(part) => void state.change((now) => withShared(now, part))}
              />
              <section aria-labelledby="collected-title" className="border-t border-line">
                <div className="flex flex-wrap items-baseline gap-x-2 px-3 pt-3 pb-1">
                  <h3 id="collected-title" className="text-base">
                    {t('ways:collect.posts', { count: items.length })}
                  </h3>
                  <p role="status" className="text-sm text-ink-muted">
                    {t('ways:collect.reviewed', { count: reviewed })}
                  </p>
                </div>
                <p className="px-3 pb-2 text-sm text-ink-muted">{t('ways:collect.reviewHint')}</p>
                <ol aria-labelledby="collected-title">
                  {items.map((item, index) => (
                    <ItemRow
                      key={item.id}
                      item={item}
                      number={index + 1}
                      shared={shared}
                      known={known.get(canonicalOf(item.draft.url) ?? '') ?? null}
                      errors={errors.get(item.id) ?? null}
                      state={state}
                    />
                  ))}
                </ol>
              </section>
            </>
          )}
        </fieldset>
      </div>
      {notStored || errors.size > 0 ? (
        <p role="alert" className="border-t border-line bg-danger-soft px-3 py-2 text-sm text-danger">
          {notStored ? t('ways:collect.notStored') : t('ways:collect.errors', { count: errors.size })}
        </p>
      ) : null}
      {items.length > 0 ? (
        <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-3 py-2.5">
          <Button
            variant="primary"
            size="lg"
            disabled={reviewed === 0}
            pending={sending}
            onClick={() => void send()}
          >
            {t(reachable ? 'ways:collect.send' : 'ways:collect.save', { count: reviewed })}
          </Button>
          <RemoveAll count={items.length} onRemove={() => void state.change(() => emptySitting)} />
        </div>
      ) : null}
    </section>
  );
}

function RemoveAll({ count, onRemove }: { count: number; onRemove: () => void }) {
  const { t } = useTranslation(['ways', 'common']);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => setAsking(true)}>
        {t('ways:collect.removeAll')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('ways:collect.removeAllTitle')}
        description={t('ways:collect.removeAllBody', { count })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:actions.cancel')}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                onRemove();
              }}
            >
              {t('ways:collect.removeAll')}
            </Button>
          </>
        }
      />
    </>
  );
}

/** What holds for all was said of these posts: the next sitting begins anew. */
function afterSending(sitting: Sitting, ids: ReadonlySet<string>): Sitting {
  const rest = withoutItems(sitting, ids);
  return rest.items.length === 0 ? emptySitting : rest;
}

/** Where the sitting is kept, if that is not the disk. */
function Marks({ state }: { state: SittingState }) {
  const { t } = useTranslation('ways');
  return (
    <>
      {state.private ? (
        <p className="border-b border-line bg-sunken px-3 py-1.5 text-sm">{t('collect.private')}</p>
      ) : null}
      {state.unkept ? (
        <p role="alert" className="border-b border-line bg-warn-soft px-3 py-2 text-sm text-warn">
          {t('collect.unkept')}
        </p>
      ) : null}
      {state.closed ? (
        <p role="alert" className="border-b border-line bg-warn-soft px-3 py-2 text-sm text-warn">
          {t('collect.closed')}
        </p>
      ) : null}
    </>
  );
}

/** Once the marks are drawn, the first marked field or post is where the person goes on. */
function focusFirstError(scroller: HTMLElement | null): void {
  requestAnimationFrame(() => {
    scroller?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] button')?.focus();
  });
}
