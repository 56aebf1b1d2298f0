import type { AdapterReports, ExtensionPolicyInput, ExtensionPolicyView } from '@lapwing/contracts';
import { Button, Checkbox, Field, ProblemNotice, TextInput, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeExtensionPolicy, extensionPolicyQuery } from '../api/extension.ts';
import { slugOf, troubleOf } from '../api/request.ts';
import { Section } from '../shell/page.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { draftOf, isChanged, type PolicyDraft, parseDraft } from './policy-draft.ts';
import { ReaderList } from './reader-list.tsx';
import { SafeViewingChoice } from './safe-viewing-choice.tsx';
import { TemplateList } from './template-list.tsx';

export interface PolicyFormProps {
  /** As the server knows it now. */
  policy: ExtensionPolicyView;
  reports: AdapterReports | null;
}

const nothingWrong: ReadonlySet<string> = new Set();

/** Everything an admin decides for the extensions, saved as a whole. */
export function PolicyForm({ policy, reports }: PolicyFormProps) {
  const { t } = useTranslation(['extension-admin', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  /** What the draft began from; not always what the server knows by now. */
  const [base, setBase] = useState(policy);
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(policy));
  const [refused, setRefused] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const changed = isChanged(draft, base);
  const parsed = parseDraft(draft);
  const wrong = refused > 0 && 'wrong' in parsed ? parsed.wrong : nothingWrong;
  const begin = (from: ExtensionPolicyView) => {
    setBase(from);
    setDraft(draftOf(from));
    setRefused(0);
  };
  useEffect(() => {
    if (refused > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  // Somebody else's change is taken over at once where nothing of one's own would be lost.
  if (policy.version > base.version && !changed) begin(policy);

  const save = useMutation({
    mutationFn: ({ version, input }: { version: number; input: ExtensionPolicyInput }) =>
      changeExtensionPolicy(version, input),
    onSuccess: (saved) => {
      queries.setQueryData(extensionPolicyQuery.queryKey, saved);
      begin(saved);
      toast.show({ title: t('extension-admin:saved') });
    },
    onError: (error) =>
      slugOf(error) === 'stale'
        ? queries.invalidateQueries({ queryKey: extensionPolicyQuery.queryKey })
        : undefined,
  });
  const stale = save.isError && slugOf(save.error) === 'stale';
  const submit = (version: number) => {
    if ('input' in parsed) save.mutate({ version, input: parsed.input });
    else setRefused((times) => times + 1);
  };
  const change = (next: Partial<PolicyDraft>) => setDraft({ ...draft, ...next });
  return (
    <form
      ref={form}
      noValidate
      aria-label={t('extension-admin:title')}
      className="flex flex-col gap-7"
      onSubmit={(event) => {
        event.preventDefault();
        submit(base.version);
      }}
    >
      <Section title={t('extension-admin:readers.title')}>
        <p className="text-ink-muted">{t('extension-admin:readers.body')}</p>
        <ReaderList
          off={draft.adaptersOff}
          reports={reports}
          onChange={(adaptersOff) => change({ adaptersOff })}
        />
      </Section>
      <Section title={t('extension-admin:safeViewing.title')}>
        <SafeViewingChoice value={draft.safeViewing} onChange={(safeViewing) => change({ safeViewing })} />
        <Checkbox
          className="mt-2"
          label={t('extension-admin:breaks.suggest')}
          hint={t('extension-admin:breaks.hint')}
          checked={draft.breaks}
          onChange={(event) => change({ breaks: event.target.checked })}
        />
        {draft.breaks ? (
          <div className="max-w-56 ps-6">
            <Field
              label={t('extension-admin:breaks.minutes')}
              error={wrong.has('minutes') ? t('extension-admin:breaks.wrong') : undefined}
              required
            >
              {(control) => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  value={draft.minutes}
                  onChange={(event) => change({ minutes: event.target.value })}
                />
              )}
            </Field>
          </div>
        ) : null}
      </Section>
      <Section title={t('extension-admin:suggestions.title')}>
        <Checkbox
          label={t('extension-admin:suggestions.allow')}
          hint={t('extension-admin:suggestions.hint')}
          checked={draft.suggestions}
          onChange={(event) => change({ suggestions: event.target.checked })}
        />
      </Section>
      <Section title={t('extension-admin:templates.title')}>
        <p className="text-ink-muted">{t('extension-admin:templates.body')}</p>
        <TemplateList
          templates={draft.templates}
          wrong={wrong}
          onChange={(templates) => change({ templates })}
        />
      </Section>
      {stale && policy.version > base.version ? (
        <ChangedMeanwhile
          at={policy.updatedAt}
          pending={save.isPending}
          onTakeTheirs={() => {
            save.reset();
            begin(policy);
          }}
          onSaveMine={() => submit(policy.version)}
        />
      ) : null}
      {save.isError && !stale ? <ProblemNotice trouble={troubleOf(save.error)} /> : null}
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-surface px-4 py-3 md:-mx-8 md:px-8">
        <p role="status" className="me-auto text-sm text-ink-muted">
          {wrong.size > 0 ? (
            <span className="font-medium text-danger">{t('extension-admin:someWrong')}</span>
          ) : (
            t(changed ? 'extension-admin:unsaved' : 'extension-admin:nothingUnsaved')
          )}
        </p>
        <Button disabled={!changed || save.isPending} onClick={() => begin(base)}>
          {t('extension-admin:discard')}
        </Button>
        <Button type="submit" variant="primary" disabled={!changed} pending={save.isPending}>
          {t('common:actions.save')}
        </Button>
      </div>
      <LeaveGuard unsaved={changed} />
    </form>
  );
}
