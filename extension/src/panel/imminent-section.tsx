import type { Me } from '@lapwing/contracts/person';
import { type ImminentBasis, imminentBases } from '@lapwing/contracts/taxonomy';
import { Button, Checkbox, Field, KeyHint, Select, TextInput } from '@lapwing/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImminentDraft, localTime } from '../flag/draft.ts';
import { type DraftErrors, hasNotice } from '../flag/flag-of-draft.ts';
import { DangerContacts } from './danger-contacts.tsx';
import { basisKey } from './form-keys.ts';
import { SystemNotices } from './system-notices.tsx';

export interface ImminentSectionProps {
  imminent: ImminentDraft;
  errors: DraftErrors;
  me: Me;
  singleKeys: boolean;
  /** Counts how often the checklist was asked for: each time, reading begins at its top. */
  asked: number;
  onChange: (imminent: ImminentDraft | null) => void;
}

/** With this sign if it was not there, else without it. */
export function toggledBasis(imminent: ImminentDraft, basis: ImminentBasis): ImminentDraft {
  const others = imminent.basis.filter((other) => other !== basis);
  const had = others.length < imminent.basis.length;
  return { ...imminent, basis: had ? others : [...others, basis] };
}

/** Imminent danger: first what to do, then what to record. */
export function ImminentSection({ imminent, errors, me, singleKeys, asked, onChange }: ImminentSectionProps) {
  const { t } = useTranslation(['extension', 'taxonomy', 'common', 'danger']);
  const heading = useRef<HTMLHeadingElement>(null);
  // To ask again is to look again.
  useEffect(() => heading.current?.focus(), [asked]);
  const change = (part: Partial<ImminentDraft>) => onChange({ ...imminent, ...part });
  return (
    <section
      aria-labelledby="imminent-title"
      className="flex flex-col gap-3 border-b-2 border-danger px-3 py-3"
    >
      <div className="-mx-3 -mt-3 flex flex-col gap-2 bg-danger-soft px-3 py-3">
        <h2 id="imminent-title" ref={heading} tabIndex={-1} className="text-lg text-danger outline-none">
          {t('extension:imminent.title')}
        </h2>
        <h3 className="text-base">{t('extension:imminent.first')}</h3>
        <ol className="flex list-decimal flex-col gap-1.5 ps-5">
          <li className="font-medium">
            {t('extension:imminent.stepCall')}
            <DangerContacts
              me={me}
              called={imminent.notified ? imminent.agency : ''}
              onCalled={(name) => change({ notified: true, agency: name, notifiedAt: localTime(new Date()) })}
            />
          </li>
          <li>{t('extension:imminent.stepContact')}</li>
          <li>{t('extension:imminent.stepRecord')}</li>
        </ol>
        <div>
          <Button size="sm" onClick={() => onChange(null)}>
            {t('extension:imminent.leave')}
          </Button>
        </div>
      </div>
      <fieldset
        className="flex flex-col gap-1.5"
        data-invalid={errors.basis ? 'true' : undefined}
        aria-describedby={errors.basis ? 'basis-error' : undefined}
      >
        <legend className="mb-1 text-sm font-medium">{t('extension:imminent.basis')}</legend>
        {imminentBases.map((basis) => (
          <div key={basis} className="flex items-start gap-2">
            <Checkbox
              className="min-w-0 flex-1"
              label={t(`taxonomy:basis.${basis}`)}
              checked={imminent.basis.includes(basis)}
              onChange={() => onChange(toggledBasis(imminent, basis))}
            />
            {singleKeys ? <KeyHint keyName={basisKey(basis)} /> : null}
          </div>
        ))}
        {errors.basis ? (
          <p id="basis-error" className="text-sm font-medium text-danger">
            {t('extension:problem.basis')}
          </p>
        ) : null}
      </fieldset>
      <Field label={t('extension:imminent.locatable')}>
        {(control) => (
          <Select
            {...control}
            value={imminent.childLocatable === '' ? 'UNKNOWN' : imminent.childLocatable}
            onChange={(value) => change({ childLocatable: value === 'UNKNOWN' ? '' : value })}
            options={[
              { value: 'UNKNOWN', label: t('extension:imminent.locatableUnknown') },
              { value: 'YES', label: t('common:yes') },
              { value: 'NO', label: t('common:no') },
            ]}
          />
        )}
      </Field>
      <Field
        label={t('extension:imminent.deadline')}
        optional
        error={errors.deadline ? t('extension:problem.deadline') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            value={imminent.deadline}
            onChange={(event) => change({ deadline: event.target.value })}
          />
        )}
      </Field>
      <Checkbox
        label={t('extension:imminent.notified')}
        checked={imminent.notified}
        onChange={(event) =>
          change({
            notified: event.target.checked,
            notifiedAt: imminent.notifiedAt === '' ? localTime(new Date()) : imminent.notifiedAt,
          })
        }
      />
      {imminent.notified ? <Notice imminent={imminent} errors={errors} change={change} /> : null}
      <SystemNotices />
    </section>
  );
}

interface NoticeProps {
  imminent: ImminentDraft;
  errors: DraftErrors;
  change: (part: Partial<ImminentDraft>) => void;
}

function Notice({ imminent, errors, change }: NoticeProps) {
  const { t } = useTranslation(['extension', 'danger']);
  return (
    <div className="flex flex-col gap-3 border-s-2 border-line ps-3">
      <Field
        label={t('extension:imminent.agency')}
        error={errors.agency ? t('extension:problem.agency') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            value={imminent.agency}
            onChange={(event) => change({ agency: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('extension:imminent.notifiedAt')}
        error={errors.notifiedAt ? t('extension:problem.notifiedAt') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            value={imminent.notifiedAt}
            onChange={(event) => change({ notifiedAt: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('extension:imminent.reference')}
        optional
        hint={t('danger:form.noReference')}
        error={errors.reference ? t('extension:problem.reference') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            value={imminent.reference}
            onChange={(event) => change({ reference: event.target.value })}
          />
        )}
      </Field>
      {hasNotice(imminent) ? null : <p className="text-sm font-medium">{t('danger:form.incomplete')}</p>}
    </div>
  );
}
