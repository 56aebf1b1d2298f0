import { type RecipientView, roles } from '@lapwing/contracts';
import { Badge, Checkbox, Field, TextArea } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { peopleQuery } from '../api/administration.ts';
import { ChoiceChips } from '../decision/choice-chips.tsx';
import { Fingerprint } from '../shell/fingerprint.tsx';
import { Section } from '../shell/page.tsx';
import { ContactList } from './contact-list.tsx';
import type { RecipientPartProps } from './recipient-part.ts';
import { Wrong } from './wrong.tsx';

export interface RecipientPeopleProps extends RecipientPartProps {
  /** What the saved key says of itself. */
  facts: RecipientView['publicKey'];
}

/** Whom to reach there, with which key, and who of us may send to it. */
export function RecipientPeople({ draft, configure, errorOf, facts }: RecipientPeopleProps) {
  const { t, i18n } = useTranslation(['recipient-settings', 'taxonomy']);
  const may = useMay();
  const people = useQuery({ ...peopleQuery, enabled: may('person:manage') });
  const { configuration } = draft;
  const { senders } = configuration;
  const referrers = (people.data ?? []).filter((one) => one.active && one.roles.includes('referrer'));
  const known = new Set(referrers.map(({ pseudonym }) => pseudonym));
  const choices = [
    ...referrers.map(({ pseudonym, name }) => ({ value: pseudonym, label: `${name} (${pseudonym})` })),
    // Somebody who left stays in sight until she is taken out.
    ...senders.people.flatMap((pseudonym) =>
      known.has(pseudonym) ? [] : [{ value: pseudonym, label: pseudonym }],
    ),
  ];
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <Section title={t('recipient-settings:people')}>
      <h3 className="text-sm font-medium">{t('recipient-settings:contacts')}</h3>
      <p className="text-sm text-ink-muted">{t('recipient-settings:contactsHint')}</p>
      <ContactList
        contacts={configuration.contacts}
        onChange={(contacts) => configure({ contacts })}
        errorOf={errorOf}
      />
      <Wrong>{configuration.contacts.length === 0 ? errorOf('configuration.contacts') : undefined}</Wrong>
      <Field
        label={t('recipient-settings:publicKey')}
        hint={t('recipient-settings:publicKeyHint')}
        error={errorOf('configuration.publicKey')}
        optional
      >
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            spellCheck={false}
            className="font-mono text-xs"
            value={configuration.publicKey}
            onChange={(event) => configure({ publicKey: event.target.value })}
          />
        )}
      </Field>
      {facts ? (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-muted">
          <span>{t('recipient-settings:fingerprint')}</span>
          <Fingerprint value={facts.fingerprint} />
          <span>
            {facts.expiresAt
              ? t('recipient-settings:expires', { day: day.format(new Date(facts.expiresAt)) })
              : t('recipient-settings:neverExpires')}
          </span>
          {facts.expired ? <Badge tone="danger">{t('recipient-settings:expired')}</Badge> : null}
        </p>
      ) : null}
      <h3 className="pt-1 text-sm font-medium">{t('recipient-settings:senders')}</h3>
      <p className="text-sm text-ink-muted">{t('recipient-settings:sendersHint')}</p>
      <ChoiceChips
        label={t('recipient-settings:senderRoles')}
        options={roles
          .filter((role) => role !== 'referrer' || senders.roles.includes(role))
          .map((value) => ({ value, label: t(`taxonomy:role.${value}.name`) }))}
        chosen={senders.roles}
        onChange={(chosen) => configure({ senders: { ...senders, roles: chosen } })}
      />
      {choices.length > 0 ? (
        <ChoiceChips
          label={t('recipient-settings:senderPeople')}
          options={choices}
          chosen={senders.people}
          onChange={(chosen) => configure({ senders: { ...senders, people: chosen } })}
        />
      ) : null}
      <Wrong>{errorOf('configuration.senders')}</Wrong>
      <Checkbox
        label={t('recipient-settings:secondLook')}
        hint={t('recipient-settings:secondLookHint')}
        checked={configuration.secondLook}
        onChange={(event) => configure({ secondLook: event.target.checked })}
      />
    </Section>
  );
}
