import { type RecipientInput, type RecipientView, readyMadeRecipients } from '@lapwing/contracts';
import { Button, ProblemNotice, Select, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeRecipient, createRecipient, recipientsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { RecipientBasics } from './recipient-basics.tsx';
import { RecipientContents } from './recipient-contents.tsx';
import { draftOf, parseDraft, type RecipientDraft } from './recipient-draft.ts';
import type { RecipientPartProps } from './recipient-part.ts';
import { RecipientPeople } from './recipient-people.tsx';
import { RecipientPreview } from './recipient-preview.tsx';
import { RecipientTerms } from './recipient-terms.tsx';
import { refusedFields } from './refused-fields.ts';
import { ScheduleSection } from './schedule-section.tsx';
import { TransportSection } from './transport-section.tsx';

export interface RecipientFormProps {
  /** Null for a new one. */
  recipient: RecipientView | null;
  /** Short names that are taken: ready-made recipients with one of these are offered no more. */
  taken: readonly string[];
  onSaved: (recipientId: string) => void;
}

/** A recipient's configuration: what is sent, in which form, under which terms. */
export function RecipientForm({ recipient, taken, onSaved }: RecipientFormProps) {
  const { t } = useTranslation(['console', 'common', 'recipient-settings']);
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
  const save = useMutation({
    mutationFn: (input: RecipientInput) =>
      recipient ? changeRecipient(recipient.recipientId, recipient.version, input) : createRecipient(input),
    onSuccess: async (saved) => {
      toast.show({ title: t('console:recipients.saved') });
      await queries.invalidateQueries({ queryKey: recipientsQuery.queryKey });
      onSaved(saved.recipientId);
    },
    onError: () => setRefused((times) => times + 1),
  });
  const parsed = parseDraft(draft);
  const byServer = refusedFields(save.error);
  const errorOf = (path: string) => {
    if (tried && 'wrong' in parsed && parsed.wrong.has(path)) return t('console:recipients.wrong');
    const code = byServer.get(path);
    return code === undefined ? undefined : t(`recipient-settings:refused.${code}`);
  };
  const edit = (next: RecipientDraft) => {
    // What the server refused was another draft.
    if (save.isError) save.reset();
    setDraft(next);
  };
  const part: RecipientPartProps = {
    draft,
    errorOf,
    change: (next) => edit({ ...draft, ...next }),
    configure: (next) => edit({ ...draft, configuration: { ...draft.configuration, ...next } }),
  };
  return (
    <div className="@container">
      <div className="grid @min-[53rem]:grid-cols-[minmax(0,1fr)_21rem]">
        <form
          ref={form}
          noValidate
          aria-label={recipient ? recipient.name : t('console:recipients.newTitle')}
          className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-4 md:px-6"
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
          {recipient ? null : <StartFrom taken={taken} onChoose={(chosen) => edit(draftOf(chosen))} />}
          <RecipientBasics {...part} />
          <RecipientPeople {...part} facts={recipient?.publicKey ?? null} />
          <RecipientContents {...part} />
          <TransportSection
            recipient={recipient}
            transport={draft.configuration.transport}
            onChange={(transport) => part.configure({ transport })}
            takesCalls={draft.configuration.takesCalls}
            onTakesCalls={(takesCalls) => part.configure({ takesCalls })}
            wrong={errorOf('configuration.transport') !== undefined}
            errorOf={errorOf}
          />
          <RecipientTerms {...part} />
          <ScheduleSection {...part} />
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
        <div className="border-line @min-[53rem]:border-l max-md:border-t">
          {/* Stays beside the field that is being edited, however long the form is. */}
          <div className="px-4 py-4 @min-[53rem]:sticky @min-[53rem]:top-0 @min-[53rem]:max-h-svh @min-[53rem]:overflow-y-auto">
            <RecipientPreview
              recipientId={recipient?.recipientId ?? null}
              input={'input' in parsed ? parsed.input : null}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

const BLANK = 'blank';

/** Offers the ready-made recipients that are not there yet as a start for a new one. */
function StartFrom({
  taken,
  onChoose,
}: {
  taken: readonly string[];
  onChoose: (recipient: RecipientInput | null) => void;
}) {
  const { t } = useTranslation('recipient-settings');
  const id = useId();
  const [chosen, setChosen] = useState(BLANK);
  const offered = readyMadeRecipients.filter(({ slug }) => !taken.includes(slug));
  const start = offered.find(({ slug }) => slug === chosen);
  return (
    <div className="flex flex-col gap-1 rounded-md bg-sunken px-4 py-3">
      <label htmlFor={id} className="text-sm font-medium">
        {t('startFrom')}
      </label>
      <Select
        id={id}
        aria-describedby={`${id}-hint`}
        className="max-w-96"
        value={chosen}
        onChange={(slug) => {
          setChosen(slug);
          onChoose(offered.find((one) => one.slug === slug) ?? null);
        }}
        options={[
          { value: BLANK, label: t('startBlank') },
          ...offered.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <p id={`${id}-hint`} className="text-sm text-ink-muted">
        {start?.configuration.asOf ? t('startFacts', { day: start.configuration.asOf }) : t('startFromHint')}
      </p>
    </div>
  );
}
