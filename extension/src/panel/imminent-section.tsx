import type { Me } from '@lapwing/contracts/person';
import { imminentBases } from '@lapwing/contracts/taxonomy';
import { Button, Checkbox, Field, Select, TextInput } from '@lapwing/ui';
import { Phone } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImminentDraft, localTime } from '../flag/draft.ts';
import type { DraftErrors } from '../flag/flag-of-draft.ts';

export interface ImminentSectionProps {
  imminent: ImminentDraft;
  errors: DraftErrors;
  me: Me;
  onChange: (imminent: ImminentDraft | null) => void;
}

/** Imminent danger: first what to do, then what to record. */
export function ImminentSection({ imminent, errors, me, onChange }: ImminentSectionProps) {
  const { t } = useTranslation(['extension', 'taxonomy', 'common']);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
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
            <Contacts me={me} />
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
          <Checkbox
            key={basis}
            label={t(`taxonomy:basis.${basis}`)}
            checked={imminent.basis.includes(basis)}
            onChange={(event) => {
              const others = imminent.basis.filter((other) => other !== basis);
              change({ basis: event.target.checked ? [...others, basis] : others });
            }}
          />
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
    </section>
  );
}

function Contacts({ me }: { me: Me }) {
  const { t } = useTranslation('extension');
  if (me.emergencyContacts.length === 0) {
    return <p className="font-normal">{t('imminent.noContacts')}</p>;
  }
  return (
    <ul
      aria-label={t('imminent.contacts', { organisation: me.organisation })}
      className="mt-1 flex flex-col gap-1"
    >
      {me.emergencyContacts.map((contact) => (
        <li key={`${contact.name}${contact.phone}`} className="flex items-center gap-2 font-normal">
          <Phone size={14} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0 flex-1">{contact.name}</span>
          <a className="font-medium underline" href={`tel:${contact.phone.replace(/[^\d+*#]/g, '')}`}>
            {contact.phone}
          </a>
        </li>
      ))}
    </ul>
  );
}

interface NoticeProps {
  imminent: ImminentDraft;
  errors: DraftErrors;
  change: (part: Partial<ImminentDraft>) => void;
}

function Notice({ imminent, errors, change }: NoticeProps) {
  const { t } = useTranslation('extension');
  return (
    <div className="flex flex-col gap-3 border-s-2 border-line ps-3">
      <Field label={t('imminent.agency')} required error={errors.agency ? t('problem.agency') : undefined}>
        {(control) => (
          <TextInput
            {...control}
            value={imminent.agency}
            onChange={(event) => change({ agency: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('imminent.notifiedAt')}
        required
        error={errors.notifiedAt ? t('problem.notifiedAt') : undefined}
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
        label={t('imminent.reference')}
        required
        error={errors.reference ? t('problem.reference') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            value={imminent.reference}
            onChange={(event) => change({ reference: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
