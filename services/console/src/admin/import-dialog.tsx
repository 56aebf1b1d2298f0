import type { RecipientFileChanges } from '@lapwing/contracts';
import { Badge, Button, Dialog, Field, ProblemNotice, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importRecipients, previewImport, recipientsQuery } from '../api/referrals.ts';
import { slugOf, troubleOf } from '../api/request.ts';

export interface ImportDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Reads recipients out of a file: first what it would change, then the button that changes just that. */
export function ImportDialog({ open, onClose }: ImportDialogProps) {
  const { t } = useTranslation('recipient-settings');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      width="lg"
      title={t('import.title')}
      description={t('import.body')}
    >
      <Import onClose={onClose} />
    </Dialog>
  );
}

function Import({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['recipient-settings', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [unreadable, setUnreadable] = useState(false);
  const preview = useMutation({
    mutationFn: async (content: unknown) => ({ content, ...(await previewImport(content)) }),
  });
  const apply = useMutation({
    mutationFn: ({ content, seen }: { content: unknown; seen: string }) => importRecipients(content, seen),
    onSuccess: async () => {
      toast.show({ title: t('recipient-settings:import.done') });
      await queries.invalidateQueries({ queryKey: recipientsQuery.queryKey });
      onClose();
    },
  });
  const choose = async (file: File | undefined) => {
    preview.reset();
    apply.reset();
    setUnreadable(false);
    if (!file) return;
    let content: unknown;
    try {
      content = JSON.parse((await file.text()).replace(/^\uFEFF/, ''));
    } catch {
      setUnreadable(true);
      return;
    }
    preview.mutate(content);
  };
  const shown = preview.data;
  const changed = shown?.changes.filter(({ change }) => change !== 'SAME').length ?? 0;
  return (
    <div className="flex flex-col gap-4">
      <Field
        label={t('recipient-settings:import.file')}
        hint={t('recipient-settings:import.fileHint')}
        error={unreadable ? t('recipient-settings:import.unreadable') : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".json,application/json"
            className="control py-1.5"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        )}
      </Field>
      {preview.isError ? <ProblemNotice trouble={troubleOf(preview.error)} /> : null}
      {shown ? <Changes changes={shown.changes} /> : null}
      {apply.isError ? (
        <ProblemNotice
          trouble={troubleOf(apply.error)}
          actions={
            slugOf(apply.error) === 'stale' && shown ? (
              <Button size="sm" onClick={() => preview.mutate(shown.content)}>
                {t('recipient-settings:import.again')}
              </Button>
            ) : null
          }
        />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button
          variant="primary"
          disabled={changed === 0}
          pending={apply.isPending}
          onClick={() => {
            if (shown) apply.mutate(shown);
          }}
        >
          {t('recipient-settings:import.apply', { count: changed })}
        </Button>
      </div>
    </div>
  );
}

function Changes({ changes }: { changes: RecipientFileChanges['changes'] }) {
  const { t } = useTranslation('recipient-settings');
  return (
    <ul aria-label={t('import.changes')} className="divide-y divide-line rounded-md border border-line">
      {changes.map(({ slug, name, change, settings, switches }) => (
        <li key={slug} className="flex flex-col gap-0.5 px-3.5 py-2">
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
            <code className="font-mono text-xs text-ink-muted">{slug}</code>
            <Badge tone={change === 'SAME' ? 'neutral' : 'accent'}>{t(`import.change.${change}`)}</Badge>
            {switches ? <Badge>{t(`import.switches.${switches}`)}</Badge> : null}
          </p>
          {settings.length > 0 ? (
            <p className="font-mono text-xs text-ink-muted wrap-anywhere">{settings.join(', ')}</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
