import { Button } from '@lapwing/ui';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extensionVersion, tellBackground } from '../browser/messages.ts';
import { canOpenPanel } from '../browser/panel.ts';
import { tabById, tabInFront } from '../browser/tabs.ts';
import { captureTab } from '../capture/capture-tab.ts';
import { emptyDraft } from '../flag/draft.ts';
import { type DraftErrors, type FlagOfDraft, flagOfDraft } from '../flag/flag-of-draft.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { DrainRequest } from '../outbox/outbox-messages.ts';
import { summaryOf } from '../outbox/outbox-summary.ts';
import { saveFlag } from '../outbox/save-flag.ts';
import { ownerOf, type Pairing } from '../pairing/pairing.ts';
import { CategoryHelp, type Helped } from './category-help.tsx';
import { pinnedCategories, recentCategories, toggledPin, usedNow } from './favourites.ts';
import { formAction } from './form-keys.ts';
import { ImminentSection, toggledBasis } from './imminent-section.tsx';
import { isTyping } from './is-typing.ts';
import { usePanel } from './panel-context.tsx';
import { SendBar } from './send-bar.tsx';
import type { DraftState } from './use-draft.ts';
import { useSingleKeys } from './use-single-keys.ts';
import { WhatSection } from './what-section.tsx';
import { WhySection } from './why-section.tsx';

export interface FlagViewProps {
  form: DraftState;
  pairing: Pairing;
  online: boolean;
  tabId: number | null;
  entries: readonly OutboxEntry[];
  /** Opens the checklist of imminent danger. */
  onDanger: () => void;
  /** Counts how often it was asked for. */
  dangerAsked: number;
}

/** The form: what, why, send. */
export function FlagView(props: FlagViewProps) {
  const { form, pairing, online, tabId, entries, onDanger, dangerAsked } = props;
  const { t } = useTranslation('extension');
  const { outbox } = usePanel();
  const [singleKeys] = useSingleKeys();
  const [triedDraft, setTriedDraft] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [noTab, setNoTab] = useState(false);
  const [notStored, setNotStored] = useState(false);
  const [helped, setHelped] = useState<Helped | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { draft } = form;
  const build = () => flagOfDraft(draft, new Date(), `lapwing-extension/${extensionVersion()}`);
  // Once a flag could not be saved, its errors go away one by one while they are put right.
  const errors = triedDraft === nameOf(form) ? errorsOf(build()) : {};

  const fill = useEffectEvent(async () => {
    const tab = tabId === null ? await tabInFront() : await tabById(tabId);
    setNoTab(tab === null);
    if (tab) await captureTab(tab, null, new Date());
  });
  // A popup only opens because its button was pressed, and nobody else can read the page then.
  useEffect(() => {
    if (!canOpenPanel()) void fill();
  }, []);

  const send = async () => {
    if (saving) return;
    const result = build();
    setTriedDraft(result.ok ? null : nameOf(form));
    if (!result.ok) return focusFirstError(scroller);
    setSaving(true);
    try {
      const options = { now: Date.now(), corrects: draft.corrects ?? undefined, draft: form.id };
      await saveFlag(outbox, result.flag, ownerOf(pairing), options);
      setNotStored(false);
      recentCategories.write(usedNow(recentCategories.read(), result.flag.category));
      form.finish(form.id);
      scroller.current?.scrollTo({ top: 0 });
      scroller.current?.focus();
      const cause = result.flag.imminentDanger ? 'DANGER' : 'SAVED';
      void tellBackground({ kind: 'DRAIN', cause } satisfies DrainRequest);
    } catch {
      setNotStored(true);
    } finally {
      setSaving(false);
    }
  };

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (saving || document.querySelector('[data-layer="modal"]')) return;
    const action = formAction(event, isTyping(event.target), singleKeys);
    // The checklist itself is opened from every view, by whoever shows them.
    if (action === null || action.kind === 'IMMINENT') return;
    event.preventDefault();
    if (action.kind === 'CATEGORY') form.change({ category: action.category });
    else if (action.kind === 'SEVERITY') form.change({ severity: action.severity });
    else if (action.kind === 'SEND') void send();
    else if (action.kind === 'HELP') setHelped(draft.category ?? 'ALL');
    else if (action.kind === 'PIN')
      pinnedCategories.write(toggledPin(pinnedCategories.read(), action.category));
    else if (draft.imminent) form.change({ imminent: toggledBasis(draft.imminent, action.basis) });
    if (action.kind === 'CATEGORY')
      scroller.current?.querySelector('#severity')?.scrollIntoView({ block: 'center' });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    addEventListener('keydown', listener);
    // The checklist of imminent danger, and the word that it was not delivered, keep the focus that they took.
    const taken = document.activeElement?.closest('#imminent-title, [role="alert"]');
    if (!taken) scroller.current?.focus({ preventScroll: true });
    return () => removeEventListener('keydown', listener);
  }, []);

  if (!pairing.me.permissions.includes('flag:create')) {
    return (
      <p role="alert" className="m-4 rounded-md border border-line-strong/60 bg-surface px-3 py-2">
        {t('pair.notAnalyst')}
      </p>
    );
  }
  const reachable = online && !summaryOf(entries).unreachable;
  return (
    <form
      noValidate
      aria-label={t('nav.flag')}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div ref={scroller} tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto outline-none">
        {/* What is typed while a flag is being saved would be cleared with it. */}
        <fieldset disabled={saving} className="min-w-0">
          {form.offered ? <Offer form={form} /> : null}
          {draft.corrects !== null ? (
            <p className="border-b border-line bg-warn-soft px-3 py-2 text-sm text-warn">
              {t('send.correcting')}
            </p>
          ) : null}
          {draft.imminent !== null ? (
            <ImminentSection
              imminent={draft.imminent}
              errors={errors}
              me={pairing.me}
              singleKeys={singleKeys}
              asked={dangerAsked}
              onChange={(imminent) => form.change({ imminent })}
            />
          ) : null}
          <WhatSection
            form={form}
            errors={errors}
            pairing={pairing}
            online={online}
            noTab={noTab}
            onFill={() => fill()}
            onAdd={() => scroller.current?.querySelector<HTMLElement>('[name="note"]')?.focus()}
            onClear={() => {
              setTriedDraft(null);
              form.replace({ ...emptyDraft, captureId: draft.captureId });
            }}
          />
          <WhySection form={form} errors={errors} singleKeys={singleKeys} onHelp={setHelped} />
        </fieldset>
        <CategoryHelp helped={helped} onClose={() => setHelped(null)} />
      </div>
      {notStored || Object.keys(errors).length > 0 ? (
        <p role="alert" className="border-t border-line bg-danger-soft px-3 py-2 text-sm text-danger">
          {notStored ? t('problem.storage') : null}
          {!notStored && errors.other !== undefined ? t('problem.other', { detail: errors.other }) : null}
          {!notStored && errors.other === undefined ? t('problem.count') : null}
        </p>
      ) : null}
      <SendBar
        mode={pairing.token === null ? 'PAIR_AGAIN' : reachable ? 'SEND' : 'OFFLINE'}
        saving={saving}
        imminent={draft.imminent !== null}
        singleKeys={singleKeys}
        onImminent={onDanger}
      />
    </form>
  );
}

function Offer({ form }: { form: DraftState }) {
  const { t } = useTranslation('extension');
  return (
    <div role="alert" className="flex flex-col gap-2 border-b border-line bg-accent-soft px-3 py-2">
      <p className="text-sm">
        <span className="font-medium">{t('page.replaceTitle')}</span> {t('page.replaceBody')}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={form.accept}>
          {t('page.replace')}
        </Button>
        <Button size="sm" variant="quiet" onClick={form.decline}>
          {t('page.keep')}
        </Button>
      </div>
    </div>
  );
}

/** Tells one flag in the form from the next. Fields that have just appeared have no errors yet. */
function nameOf({ id, draft }: DraftState): string {
  return `${id} ${draft.captureId} ${draft.imminent !== null}`;
}

function errorsOf(result: FlagOfDraft): DraftErrors {
  return result.ok ? {} : result.errors;
}

/** Once the marks are drawn, the first marked field is where the person goes on. */
function focusFirstError(scroller: RefObject<HTMLDivElement | null>): void {
  requestAnimationFrame(() => {
    const marked = scroller.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-invalid="true"]',
    );
    const control = marked?.matches('input, textarea, select') ? marked : marked?.querySelector('input');
    control?.focus();
  });
}
