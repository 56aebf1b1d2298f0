import {
  type Category,
  categories,
  type ReferralView,
  type Relation,
  relations,
  Severity,
  type TranslationLanguage,
  translationLanguages,
} from '@lapwing/contracts';
import { Button, Field, ProblemNotice, Select, TextArea, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writeCorrection } from '../api/outcomes.ts';
import { recipientsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { PersonalDataCheck } from '../decision/personal-data-check.tsx';
import { useListedSchools } from '../decision/use-listed-schools.ts';
import { useBatchChanged } from '../referrals/use-batch-changed.ts';

const codes = [
  'not_sent',
  'not_first',
  'retracted',
  'correction_waits',
  'no_format',
  'flagged_it',
  'decided_it',
  'too_long',
  'personal_data',
  'names_a_colleague',
  'not_agreed',
  'not_in_language',
] as const;
const severities = ['1', '2', '3', '4'] as const;

/** A referrer says what was wrong in a referral that was sent, or takes it back. */
export function CorrectionForm({ referral, onClose }: { referral: ReferralView; onClose: () => void }) {
  const { t } = useTranslation(['outcomes', 'common', 'console', 'taxonomy']);
  const queries = useQueryClient();
  const toast = useToast();
  const changed = useBatchChanged();
  const [relation, setRelation] = useState<Relation>('CORRECTION');
  const [category, setCategory] = useState<Category | ''>('');
  const [severity, setSeverity] = useState('');
  const [explanation, setExplanation] = useState('');
  const [translation, setTranslation] = useState('');
  const [language, setLanguage] = useState<TranslationLanguage | null>(null);
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const schools = {
    explanation: useListedSchools(explanation),
    translation: useListedSchools(translation),
    reason: useListedSchools(reason),
  };
  const recipients = useQuery(recipientsQuery);
  const fields = recipients.data?.find(({ recipientId }) => recipientId === referral.recipientId)
    ?.configuration.fields;
  const agreed = translationLanguages.filter((into) => fields?.includes(`translation_${into}`));
  const into = language ?? agreed[0];
  const translated = into !== undefined && translation.trim() !== '';
  const corrects = relation === 'CORRECTION';
  const nothing = corrects && category === '' && severity === '' && explanation.trim() === '' && !translated;
  const ready = reason.trim() !== '' && !nothing;
  const write = useMutation({
    mutationFn: () =>
      writeCorrection(referral.referralId, {
        relation,
        reason: reason.trim(),
        confirmedPersonalData: [...confirmed],
        ...(corrects && category !== '' ? { category } : {}),
        ...(corrects && severity !== '' ? { severity: Severity.parse(Number(severity)) } : {}),
        ...(corrects && explanation.trim() !== '' ? { explanation: explanation.trim() } : {}),
        ...(corrects && translated ? { translation: { language: into, text: translation.trim() } } : {}),
      }),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('outcomes:correction.done', { recipient: referral.recipient }) });
      void queries.invalidateQueries({ queryKey: ['timeline'] });
      changed();
    },
  });
  const same = { value: '' as const, label: t('outcomes:correction.same') };
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (ready) write.mutate();
      }}
    >
      <div>
        <p className="font-medium">{t('outcomes:correction.title')}</p>
        <p className="text-ink-muted">{t('outcomes:correction.body')}</p>
      </div>
      <Field
        label={t('outcomes:correction.relation')}
        error={tried && nothing ? t('outcomes:correction.nothing') : undefined}
        required
      >
        {(control) => (
          <Select
            {...control}
            value={relation}
            onChange={setRelation}
            options={relations.map((value) => ({
              value,
              label: t(`outcomes:correction.relationName.${value}`),
            }))}
          />
        )}
      </Field>
      {corrects ? (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t('outcomes:correction.category')}>
              {(control) => (
                <Select
                  {...control}
                  value={category}
                  onChange={setCategory}
                  options={[
                    same,
                    ...categories.map((value) => ({ value, label: t(`taxonomy:category.${value}.name`) })),
                  ]}
                />
              )}
            </Field>
            <Field label={t('outcomes:correction.severity')}>
              {(control) => (
                <Select
                  {...control}
                  value={severity}
                  onChange={setSeverity}
                  options={[
                    same,
                    ...severities.map((value) => ({
                      value,
                      label: `${value} · ${t(`taxonomy:severity.${value}`)}`,
                    })),
                  ]}
                />
              )}
            </Field>
          </div>
          <Field
            label={t('outcomes:correction.explanation')}
            hint={t('outcomes:correction.explanationHint')}
            optional
          >
            {(control) => (
              <TextArea
                {...control}
                maxLength={1000}
                value={explanation}
                onChange={(event) => setExplanation(event.target.value)}
              />
            )}
          </Field>
          <PersonalDataCheck
            text={explanation}
            schools={schools.explanation}
            confirmed={confirmed}
            asked={tried}
            onChange={(part) => {
              if (part.explanation !== undefined) setExplanation(part.explanation);
              if (part.confirmedPersonalData !== undefined) setConfirmed(part.confirmedPersonalData);
            }}
          />
          {agreed.length > 1 && into ? (
            <Field label={t('console:translation.choose')}>
              {(control) => (
                <Select
                  {...control}
                  value={into}
                  onChange={setLanguage}
                  options={agreed.map((value) => ({
                    value,
                    label: t(`console:translation.language.${value}`),
                  }))}
                />
              )}
            </Field>
          ) : null}
          {into ? (
            <Field
              label={t('outcomes:correction.translation', {
                language: t(`console:translation.language.${into}`),
              })}
              hint={t('outcomes:correction.translationHint')}
              optional
            >
              {(control) => (
                <TextArea
                  {...control}
                  lang={into}
                  maxLength={1000}
                  value={translation}
                  onChange={(event) => setTranslation(event.target.value)}
                />
              )}
            </Field>
          ) : null}
          <PersonalDataCheck
            text={translation}
            schools={schools.translation}
            confirmed={confirmed}
            asked={tried}
            onChange={(part) => {
              if (part.explanation !== undefined) setTranslation(part.explanation);
              if (part.confirmedPersonalData !== undefined) setConfirmed(part.confirmedPersonalData);
            }}
          />
        </>
      ) : null}
      <Field
        label={t('outcomes:correction.reason')}
        hint={t('outcomes:correction.reasonHint')}
        aside={`${reason.length} / 300`}
        error={tried && reason.trim() === '' ? t('outcomes:correction.reasonMissing') : undefined}
        required
      >
        {(control) => (
          <TextArea
            {...control}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <PersonalDataCheck
        text={reason}
        schools={schools.reason}
        confirmed={confirmed}
        asked={tried}
        onChange={(part) => {
          if (part.explanation !== undefined) setReason(part.explanation);
          if (part.confirmedPersonalData !== undefined) setConfirmed(part.confirmedPersonalData);
        }}
      />
      {write.isError ? (
        <ProblemNotice
          trouble={troubleOf(write.error)}
          reasons={Object.fromEntries(codes.map((code) => [code, t(`outcomes:correction.code.${code}`)]))}
        />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" pending={write.isPending}>
          {t('outcomes:correction.write')}
        </Button>
      </div>
    </form>
  );
}
