import { type DecisionView, isInScriptOf, type TranslationLanguage } from '@lapwing/contracts';
import { unconfirmed } from '@lapwing/contracts/personal-data/find-personal-data';
import { Button, ProblemNotice, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { translateExplanation } from '../api/items.ts';
import { slugOf, troubleOf } from '../api/request.ts';
import { useListedSchools } from '../decision/use-listed-schools.ts';
import type { LoadedItem } from '../item/types.ts';
import { TranslationFields } from './translation-fields.tsx';

const codes = [
  'names_a_colleague',
  'personal_data',
  'not_in_language',
  'not_sent_on',
  'corrected',
  'changed_meanwhile',
] as const;
export interface TranslationFormProps {
  item: LoadedItem;
  decision: DecisionView;
  /** Languages to choose from, the likeliest first. */
  into: readonly TranslationLanguage[];
  onClose: () => void;
}

/** A person writes an explanation in another language. Ctrl or Cmd and Enter save it. */
export function TranslationForm({ item, decision, into, onClose }: TranslationFormProps) {
  const { t } = useTranslation(['console', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const form = useRef<HTMLFormElement>(null);
  const [language, setLanguage] = useState<TranslationLanguage>(into[0] ?? 'en');
  const [text, setText] = useState(
    () => decision.translations.find((one) => one.language === language)?.text ?? '',
  );
  // What she compares with: what changes while she writes is news to her until a refusal pointed at it.
  const [shown, setShown] = useState(decision);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const schools = useListedSchools(text);
  const empty = text.trim() === '';
  const inScript = isInScriptOf(language, text);
  const takers = item.translationsTakenBy.find((one) => one.language === language)?.recipients ?? [];
  const fault = empty
    ? t('console:translation.missing')
    : inScript
      ? undefined
      : t('console:translation.code.not_in_language');
  const save = useMutation({
    mutationFn: (compared: DecisionView) =>
      translateExplanation(decision.decisionId, {
        language,
        text: text.trim(),
        seen: {
          translationId:
            compared.translations.find((one) => one.language === language)?.translationId ?? null,
          correctionId: compared.correctionId,
        },
        confirmedPersonalData: confirmed.filter((found) => text.includes(found)),
      }),
    onError: (error) =>
      slugOf(error) === 'conflict'
        ? queries.invalidateQueries({ queryKey: ['items', 'detail', item.itemId] })
        : undefined,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['items', 'detail', item.itemId] });
      toast.show({ title: t('console:translation.done') });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (!empty && inScript && unconfirmed(text, confirmed, schools).length === 0) {
      const compared = save.isError && slugOf(save.error) === 'conflict' ? decision : shown;
      setShown(compared);
      save.mutate(compared);
    } else
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] button')
        ?.focus();
  };
  return (
    <form
      ref={form}
      noValidate
      aria-label={t('console:translation.title')}
      className="flex flex-col gap-3 rounded-md border border-line bg-surface px-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          submit();
        }
      }}
    >
      <div>
        <p className="font-medium">{t('console:translation.title')}</p>
        <p className="text-sm text-ink-muted">{t('console:translation.body')}</p>
      </div>
      <TranslationFields
        languages={into}
        language={language}
        text={text}
        schools={schools}
        confirmed={confirmed}
        asked={tried}
        hint={
          takers.length > 0
            ? t('console:translation.takers', {
                recipients: takers
                  .map(({ name, ifRoom }) =>
                    ifRoom ? t('console:translation.ifRoom', { recipient: name }) : name,
                  )
                  .join(', '),
              })
            : t('console:translation.noTakers')
        }
        error={tried ? fault : undefined}
        required
        onChange={(part) => {
          if (part.language !== undefined) setLanguage(part.language);
          if (part.text !== undefined) setText(part.text);
          if (part.confirmedPersonalData !== undefined) setConfirmed(part.confirmedPersonalData);
        }}
      />
      {save.isError ? (
        <ProblemNotice
          trouble={troubleOf(save.error)}
          reasons={Object.fromEntries(codes.map((code) => [code, t(`console:translation.code.${code}`)]))}
        />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" hotkey="Ctrl ↵" pending={save.isPending}>
          {t('console:translation.save')}
        </Button>
      </div>
    </form>
  );
}
