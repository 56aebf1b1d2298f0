import { platforms, platformsOfManyHosts, recipientKinds } from '@lapwing/contracts';
import { Checkbox, Field, Select, TextArea, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { ChoiceChips } from '../decision/choice-chips.tsx';
import { Section } from '../shell/page.tsx';
import type { RecipientPartProps } from './recipient-part.ts';
import { Wrong } from './wrong.tsx';

/** Who the recipient is, what of it is covered, and on which days it takes referrals. */
export function RecipientBasics({ draft, change, configure, errorOf }: RecipientPartProps) {
  const { t } = useTranslation(['console', 'taxonomy', 'recipient-settings']);
  const { configuration } = draft;
  return (
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
        <Field label={t('recipient-settings:kind')} required>
          {(control) => (
            <Select
              {...control}
              value={configuration.kind}
              onChange={(kind) => configure({ kind })}
              options={recipientKinds.map((value) => ({
                value,
                label: t(`recipient-settings:kindOf.${value}`),
              }))}
            />
          )}
        </Field>
        <Field
          label={t('recipient-settings:asOf')}
          hint={t('recipient-settings:asOfHint')}
          error={errorOf('configuration.asOf')}
          optional
        >
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={configuration.asOf}
              onChange={(event) => configure({ asOf: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Checkbox
        label={t('console:recipients.active')}
        hint={t('recipient-settings:activeHint')}
        checked={draft.active}
        onChange={(event) => change({ active: event.target.checked })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        {(['activeFrom', 'activeUntil'] as const).map((name) => (
          <Field
            key={name}
            label={t(`recipient-settings:${name}`)}
            error={errorOf(`configuration.${name}`)}
            optional
          >
            {(control) => (
              <TextInput
                {...control}
                type="date"
                value={configuration[name]}
                onChange={(event) => configure({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <ChoiceChips
        label={t('console:recipients.platforms')}
        options={platforms.map((value) => ({ value, label: t(`taxonomy:platform.${value}`) }))}
        chosen={configuration.platforms}
        onChange={(chosen) => configure({ platforms: chosen })}
      />
      <Wrong>{errorOf('configuration.platforms')}</Wrong>
      <div className="grid gap-3 sm:grid-cols-2">
        {configuration.platforms.some((platform) => platformsOfManyHosts.includes(platform)) ? (
          <Field
            label={t('recipient-settings:hosts')}
            hint={t('recipient-settings:hostsHint')}
            error={errorOf('configuration.hosts') ? t('recipient-settings:hostsWrong') : undefined}
            optional
          >
            {(control) => (
              <TextArea
                {...control}
                rows={2}
                className="font-mono"
                value={configuration.hosts}
                onChange={(event) => configure({ hosts: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <Field
          label={t('recipient-settings:products')}
          hint={t('recipient-settings:productsHint')}
          error={errorOf('configuration.products')}
          optional
        >
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={configuration.products}
              onChange={(event) => configure({ products: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Section>
  );
}
