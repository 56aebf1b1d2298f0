import { categories, exportFormats, platforms, type RecipientView } from '@lapwing/contracts';
import { Button, Checkbox, Field, ProblemNotice, Select, TextArea, TextInput, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeRecipient, createRecipient, recipientsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { ChoiceChips } from '../decision/choice-chips.tsx';
import { Section } from '../shell/page.tsx';
import { FieldOrder } from './field-order.tsx';
import { draftOf, parseDraft, type RecipientDraft } from './recipient-draft.ts';

const tlps = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;

export interface RecipientFormProps {
  /** Null for a new one. */
  recipient: RecipientView | null;
  onSaved: (recipientId: string) => void;
}

/** A recipient's configuration: what is sent, in which form, under which terms. */
export function RecipientForm({ recipient, onSaved }: RecipientFormProps) {
  const { t } = useTranslation(['console', 'taxonomy', 'common', 'formats']);
  const queries = useQueryClient();
  const toast = useToast();
  const [draft, setDraft] = useState<RecipientDraft>(() => draftOf(recipient));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // After the messages are there, the first wrong field is brought into view.
  useEffect(() => {
    const wrong =
      refused > 0 ? form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]') : null;
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.focus();
  }, [refused]);
  const parsed = parseDraft(draft);
  const errorOf = (path: string) =>
    tried && 'wrong' in parsed && parsed.wrong.has(path) ? t('console:recipients.wrong') : undefined;
  const { configuration } = draft;
  const change = (next: Partial<RecipientDraft>) => setDraft({ ...draft, ...next });
  const configure = (next: Partial<RecipientDraft['configuration']>) =>
    change({ configuration: { ...configuration, ...next } });
  const save = useMutation({
    mutationFn: (input: Parameters<typeof createRecipient>[0]) =>
      recipient ? changeRecipient(recipient.recipientId, recipient.version, input) : createRecipient(input),
    onSuccess: async (saved) => {
      toast.show({ title: t('console:recipients.saved') });
      await queries.invalidateQueries({ queryKey: recipientsQuery.queryKey });
      onSaved(saved.recipientId);
    },
  });
  return (
    <form
      ref={form}
      noValidate
      aria-label={recipient ? recipient.name : t('console:recipients.newTitle')}
      className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-4 md:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if ('input' in parsed) save.mutate(parsed.input);
        else setRefused((times) => times + 1);
      }}
    >
      <h2 className="text-lg font-semibold">
        {recipient ? recipient.name : t('console:recipients.newTitle')}
      </h2>
      <Section title={t('console:recipients.basics')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('console:recipients.name')} error={errorOf('name')} required>
            {(control) => (
              <TextInput
                {...control}
                maxLength={120}
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('console:recipients.slug')}
            hint={t('console:recipients.slugHint')}
            error={errorOf('slug')}
            required
          >
            {(control) => (
              <TextInput
                {...control}
                maxLength={40}
                className="font-mono"
                value={draft.slug}
                onChange={(event) => change({ slug: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Checkbox
          label={t('console:recipients.active')}
          checked={draft.active}
          onChange={(event) => change({ active: event.target.checked })}
        />
        <ChoiceChips
          label={t('console:recipients.platforms')}
          options={platforms.map((value) => ({ value, label: t(`taxonomy:platform.${value}`) }))}
          chosen={configuration.platforms}
          onChange={(chosen) => configure({ platforms: chosen })}
        />
        <Wrong>{errorOf('configuration.platforms')}</Wrong>
      </Section>
      <Section title={t('console:recipients.format')}>
        <ChoiceChips
          label={t('console:recipients.formats')}
          options={exportFormats.map((value) => ({ value, label: t(`formats:name.${value}`) }))}
          chosen={configuration.formats}
          onChange={(chosen) => configure({ formats: chosen })}
        />
        <Wrong>
          {configuration.formats.length > 0 && errorOf('configuration.formats')
            ? t('formats:partialOnly')
            : errorOf('configuration.formats')}
        </Wrong>
        <FieldOrder
          fields={configuration.fields}
          onChange={(fields) => configure({ fields })}
          error={errorOf('configuration.fields')}
        />
        <fieldset>
          <legend className="text-sm font-medium">{t('console:recipients.policyAreas')}</legend>
          <p className="text-sm text-ink-muted">{t('console:recipients.policyHint')}</p>
          <div className="mt-1.5 grid gap-2 sm:grid-cols-2">
            {categories.map((category) => (
              <Field key={category} label={t(`taxonomy:category.${category}.name`)}>
                {(control) => (
                  <TextInput
                    {...control}
                    maxLength={200}
                    value={configuration.policyAreas[category] ?? ''}
                    onChange={(event) =>
                      configure({
                        policyAreas: { ...configuration.policyAreas, [category]: event.target.value },
                      })
                    }
                  />
                )}
              </Field>
            ))}
          </div>
        </fieldset>
      </Section>
      <Section title={t('console:recipients.terms')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label={t('console:recipients.maximum')}
            error={errorOf('configuration.maximumReferrals')}
            required
          >
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                value={configuration.maximumReferrals}
                onChange={(event) => configure({ maximumReferrals: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('console:recipients.response')}
            error={errorOf('configuration.expectedResponseHours')}
            required
          >
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                value={configuration.expectedResponseHours}
                onChange={(event) => configure({ expectedResponseHours: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('console:recipients.language')} error={errorOf('configuration.language')} required>
            {(control) => (
              <TextInput
                {...control}
                value={configuration.language}
                onChange={(event) => configure({ language: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('console:recipients.jurisdiction')}
            error={errorOf('configuration.jurisdiction')}
            required
          >
            {(control) => (
              <TextInput
                {...control}
                value={configuration.jurisdiction}
                onChange={(event) => configure({ jurisdiction: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('console:recipients.tlp')} required>
            {(control) => (
              <Select
                {...control}
                value={configuration.tlp}
                onChange={(tlp) => configure({ tlp })}
                options={tlps.map((value) => ({ value, label: `TLP:${value}` }))}
              />
            )}
          </Field>
        </div>
        <Field
          label={t('console:recipients.legalBasis')}
          hint={t('console:recipients.legalHint')}
          error={errorOf('configuration.legalBasis')}
          optional
        >
          {(control) => (
            <TextArea
              {...control}
              value={configuration.legalBasis}
              onChange={(event) => configure({ legalBasis: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('console:recipients.handOver')} hint={t('console:recipients.handOverHint')} optional>
          {(control) => (
            <TextArea
              {...control}
              maxLength={1000}
              value={configuration.handOverNote}
              onChange={(event) => configure({ handOverNote: event.target.value })}
            />
          )}
        </Field>
      </Section>
      {save.isError ? <ProblemNotice trouble={troubleOf(save.error)} /> : null}
      <div className="-mx-4 flex items-center justify-end gap-3 border-t border-line bg-surface px-4 py-3 md:-mx-6 md:px-6">
        {tried && 'wrong' in parsed ? (
          <p role="alert" className="text-sm font-medium text-danger">
            {t('console:recipients.someWrong')}
          </p>
        ) : null}
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t('common:actions.save')}
        </Button>
      </div>
    </form>
  );
}

function Wrong({ children }: { children: string | undefined }) {
  return children ? (
    <p role="alert" className="text-sm font-medium text-danger">
      {children}
    </p>
  ) : null;
}
