import {
  Badge,
  Button,
  Field,
  languages,
  Select,
  themes,
  useLanguage,
  useTheme,
  useToast,
} from '@lapwing/ui';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/account.ts';
import { auth } from '../api/auth-client.ts';
import { Page, Section } from '../shell/page.tsx';
import { signOut } from '../shell/session.ts';
import { Credentials } from './credentials.tsx';
import { ExtensionLink } from './extension-link.tsx';

export function SettingsPage() {
  const { t } = useTranslation(['console', 'common', 'taxonomy']);
  const me = useMe();
  const queries = useQueryClient();
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  return (
    <Page
      title={t('console:settings.title')}
      actions={
        <Button icon={<LogOut size={15} aria-hidden="true" />} onClick={() => void signOut(queries)}>
          {t('console:settings.signOut')}
        </Button>
      }
    >
      <Section title={t('console:settings.account')}>
        <div className="rounded-md border border-line px-4 py-3">
          <p className="font-medium">{me.name}</p>
          <p className="text-ink-muted">
            {me.email} · {me.organisation}
          </p>
          <p className="mt-1 text-ink-muted">{t('console:settings.pseudonym', { name: me.pseudonym })}</p>
          <ul aria-label={t('console:settings.roles')} className="mt-2 flex flex-wrap gap-1.5">
            {me.roles.map((role) => (
              <li key={role} title={t(`taxonomy:role.${role}.can`)}>
                <Badge>{t(`taxonomy:role.${role}.name`)}</Badge>
              </li>
            ))}
          </ul>
        </div>
      </Section>
      <Section title={t('console:settings.display')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('common:language.label')}>
            {(control) => (
              <Select
                {...control}
                value={language}
                onChange={setLanguage}
                options={languages.map((value) => ({ value, label: t(`common:language.${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('common:theme.label')}>
            {(control) => (
              <Select
                {...control}
                value={theme}
                onChange={setTheme}
                options={themes.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
              />
            )}
          </Field>
        </div>
      </Section>
      <SecondFactor />
      <Credentials />
      <ExtensionLink />
    </Page>
  );
}

function SecondFactor() {
  const { t } = useTranslation('console');
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      const result = await auth.passkey.addPasskey({ name: 'Lapwing' });
      toast.show({ title: t(result?.error ? 'factor.passkeyFailed' : 'settings.passkeyAdded') });
    } catch {
      toast.show({ title: t('factor.passkeyFailed') });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('settings.security')}>
      <div className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line px-4 py-3">
        <p>{t('settings.securityOn')}</p>
        <Button
          size="sm"
          pending={busy}
          icon={<KeyRound size={14} aria-hidden="true" />}
          onClick={() => void add()}
        >
          {t('settings.addPasskey')}
        </Button>
      </div>
    </Section>
  );
}
