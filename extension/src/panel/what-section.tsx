import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import { Badge, Button, Field, TextArea } from '@lapwing/ui';
import { ScanText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTouched } from '../flag/draft.ts';
import type { DraftErrors } from '../flag/flag-of-draft.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { CaptureNotices } from './capture-notices.tsx';
import { DetailsSection } from './details-section.tsx';
import { KnownLine } from './known-line.tsx';
import { SuggestionPart } from './suggestion-part.tsx';
import type { DraftState } from './use-draft.ts';
import { useKnown } from './use-known.ts';
import { AddressField, AuthorField } from './what-fields.tsx';
import { WrittenAsIs } from './written-as-is.tsx';

export interface WhatSectionProps {
  form: DraftState;
  errors: DraftErrors;
  pairing: Pairing;
  online: boolean;
  /** There was no page to read. */
  noTab: boolean;
  onFill: () => Promise<void>;
  onClear: () => void;
  /** She wants to add what she saw to what is known. */
  onAdd: () => void;
}

/** What was seen: address, platform, author and text, filled in by the page and correctable. */
export function WhatSection({
  form,
  errors,
  pairing,
  online,
  noTab,
  onFill,
  onClear,
  onAdd,
}: WhatSectionProps) {
  const { t } = useTranslation(['extension', 'taxonomy', 'common']);
  const { draft, capture, change } = form;
  const [filling, setFilling] = useState(false);
  const known = useKnown(draft.url, pairing, online);
  const fill = async () => {
    setFilling(true);
    await onFill();
    setFilling(false);
  };
  const current = capture !== null && capture.id === draft.captureId ? capture : null;
  const unread = current !== null && !current.read && ['PAGE', 'ACCOUNT'].includes(current.cause);
  const filled = draft.url !== '' || isTouched(draft);
  return (
    // What is told here while one reads and chooses below must not move the choices: they are what the browser holds.
    <section aria-labelledby="what-title" className="flex flex-col gap-3 px-3 py-3 [overflow-anchor:none]">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 id="what-title" className="flex-1 text-base">
          {t('extension:what.title')}
        </h2>
        {filled ? (
          <Button variant="quiet" size="sm" onClick={onClear}>
            {t('common:actions.clear')}
          </Button>
        ) : null}
        <Button
          size="sm"
          icon={<ScanText size={15} aria-hidden="true" />}
          pending={filling}
          onClick={() => void fill()}
        >
          {t(filling ? 'extension:page.filling' : 'extension:page.fill')}
        </Button>
      </div>
      {noTab ? (
        <p role="alert" className="text-sm">
          {t('extension:page.noTab')}
        </p>
      ) : null}
      {!filled && !unread && !noTab ? (
        <p className="text-sm text-ink-muted">{t('extension:page.begin')}</p>
      ) : null}
      {unread ? <p className="text-sm text-ink-muted">{t('extension:page.unread')}</p> : null}
      {current !== null && filled && draft.url === current.url ? <CaptureNotices capture={current} /> : null}
      <AddressField draft={draft} error={errors.url} change={change} />
      <div className="-mt-1.5 flex flex-col gap-1">
        <IdentityLine url={draft.url} />
        <KnownLine known={known} onAdd={onAdd} />
      </div>
      <AuthorField draft={draft} error={errors.author} change={change} />
      <WrittenAsIs text={draft.authorHandle} />
      <TextField key={`${form.id} ${draft.captureId}`} form={form} error={errors.text} />
      <DetailsSection key={`details ${form.id} ${draft.captureId}`} form={form} errors={errors} />
      <SuggestionPart form={form} pairing={pairing} online={online} />
    </section>
  );
}

/** Platform, kind and ids, as far as the address tells them. */
function IdentityLine({ url }: { url: string }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  const result = identifyContentUrl(url);
  if (!result.ok) return null;
  const { platform, kind, contentId, opaque } = result.identity;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Badge tone="accent">
        {t(`taxonomy:platform.${platform}`)} · {t(`taxonomy:kind.${kind}`)}
      </Badge>
      {contentId !== null ? (
        <span className="font-mono text-xs text-ink-muted wrap-anywhere">
          <span className="sr-only">{t('extension:what.ids')}: </span>
          {contentId}
        </span>
      ) : null}
      {opaque ? <span className="text-sm text-ink-muted">{t('extension:what.unresolved')}</span> : null}
    </div>
  );
}

/** The post's text: hidden until it is asked for, since whoever flags it has just read it. */
function TextField({ form, error }: { form: DraftState; error: DraftErrors['text'] }) {
  const { t } = useTranslation('extension');
  const { draft, change } = form;
  const [open, setOpen] = useState(false);
  if (!open && error === undefined) {
    const count = [...draft.text].length;
    return (
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 text-sm">
          <span className="font-medium">{t('what.text')}</span>
          <span className="block text-ink-muted">
            {count === 0 ? t('what.textNone') : t('what.textHidden', { count })}
          </span>
        </span>
        <Button size="sm" onClick={() => setOpen(true)}>
          {t(count === 0 ? 'what.textAdd' : 'what.textShow')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-1">
      <Field
        label={t('what.text')}
        optional
        error={error === undefined ? undefined : t(error === 'MEDIA' ? 'problem.media' : 'problem.text')}
      >
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            lang={draft.language || undefined}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      <WrittenAsIs text={draft.text} />
      <div>
        <Button variant="quiet" size="sm" className="-ms-2" onClick={() => setOpen(false)}>
          {t('what.textHide')}
        </Button>
      </div>
    </div>
  );
}
