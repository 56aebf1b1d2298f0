import { Button, Dialog, RelativeTime } from '@lapwing/ui';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptDraft } from '../flag/kept-draft.ts';
import type { DraftState } from './use-draft.ts';

/** Above the form: what was begun and not saved, and where the form itself is kept if that is not the disk. */
export function UnfinishedFlags({ form }: { form: DraftState }) {
  const { t } = useTranslation('extension');
  const count = form.unfinished.length + form.closed.length;
  return (
    <>
      {form.keeping === 'PRIVATE' ? <Line>{t('drafts.private')}</Line> : null}
      {form.keeping === 'FAILED' ? (
        <p role="alert" className="border-b border-line bg-warn-soft px-3 py-2 text-sm text-warn">
          {t('drafts.unkept')}
        </p>
      ) : null}
      {form.resumedFrom !== null ? (
        <div role="status">
          <Line>
            {t('drafts.resumed')} <RelativeTime at={new Date(form.resumedFrom).toISOString()} />
          </Line>
        </div>
      ) : null}
      {count > 0 ? (
        <details className="group shrink-0 border-b border-line">
          <summary className="flex cursor-pointer list-none items-center gap-1 px-3 py-1.5 text-sm hover:bg-sunken">
            <ChevronRight
              size={14}
              aria-hidden="true"
              className="transition-transform group-open:rotate-90 rtl:rotate-180"
            />
            {t('drafts.count', { count })}
          </summary>
          <p className="px-3 pb-1 text-sm text-ink-muted">{t('drafts.hint')}</p>
          <ul aria-label={t('drafts.title')} className="max-h-[40vh] overflow-y-auto">
            {form.unfinished.map((kept) => (
              <Unfinished key={kept.id} kept={kept} form={form} />
            ))}
            {form.closed.map((id) => (
              <Row key={id}>
                <p className="text-sm">{t('drafts.closed')}</p>
                <Discard id={id} form={form} />
              </Row>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <p className="border-b border-line bg-sunken px-3 py-1.5 text-sm">{children}</p>;
}

function Row({ children }: { children: ReactNode }) {
  return <li className="flex flex-col gap-1 border-t border-line px-3 py-2">{children}</li>;
}

/** One unfinished flag: address, category and age. Never its text. */
function Unfinished({ kept, form }: { kept: KeptDraft; form: DraftState }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  const { url, category } = kept.draft;
  return (
    <Row>
      {url === '' ? (
        <p className="text-sm">{t('extension:drafts.noAddress')}</p>
      ) : (
        <p dir="ltr" title={url} className="line-clamp-2 font-mono text-sm wrap-anywhere">
          {url}
        </p>
      )}
      <p className="text-sm text-ink-muted">
        {category === null ? t('extension:drafts.noCategory') : t(`taxonomy:category.${category}.name`)}
        {' · '}
        <RelativeTime at={new Date(kept.changedAt).toISOString()} />
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => form.open(kept.id)}>
          {t('extension:drafts.open')}
        </Button>
        <Discard id={kept.id} form={form} />
      </div>
    </Row>
  );
}

function Discard({ id, form }: { id: string; form: DraftState }) {
  const { t } = useTranslation(['extension', 'common']);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
        {t('extension:outbox.discard')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('extension:drafts.discardTitle')}
        description={t('extension:drafts.discardBody')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:actions.cancel')}</Button>
            <Button variant="danger" onClick={() => form.discard(id)}>
              {t('extension:outbox.discard')}
            </Button>
          </>
        }
      />
    </>
  );
}
