import { languages, ToastProvider, themes, useLanguage, useTheme } from '@lapwing/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { Languages, LogOut, SunMoon } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/account.ts';
import { DecisionProvider } from '../decision/decision-provider.tsx';
import { EscalationBanner } from '../escalations/escalation-banner.tsx';
import { KeyHelp } from './key-help.tsx';
import { LiveProvider, OfflineLine } from './live.tsx';
import { placesFor } from './navigation.ts';
import { type Command, Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { signOut } from './session.ts';
import { useKeys } from './use-keys.ts';

/** The frame around every page of a signed-in person. */
export function Shell() {
  const { t } = useTranslation('console');
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const commands = useCommands();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
        event.preventDefault();
        setSearching((open) => !open);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useKeys({ 'Shift+Slash': () => setHelping(true) });
  return (
    <ToastProvider>
      <LiveProvider>
        <DecisionProvider>
          <a
            href="#content"
            className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent focus:px-3 focus:py-1.5 focus:text-on-accent"
          >
            {t('nav.skip')}
          </a>
          <div className="flex h-dvh flex-col">
            <OfflineLine />
            <EscalationBanner />
            <div className="flex min-h-0 flex-1 max-md:flex-col">
              <Rail onSearch={() => setSearching(true)} />
              <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 bg-surface outline-none">
                <Outlet />
              </main>
            </div>
          </div>
          <Palette open={searching} onOpenChange={setSearching} commands={commands} />
          <KeyHelp open={helping} onOpenChange={setHelping} />
        </DecisionProvider>
      </LiveProvider>
    </ToastProvider>
  );
}

function useCommands(): Command[] {
  const { t } = useTranslation(['console', 'common']);
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { setLanguage } = useLanguage();
  const { setTheme } = useTheme();
  return useMemo(() => {
    const go: Command[] = placesFor(me.permissions).map(({ name, to, icon }) => ({
      id: name,
      label: t(`console:nav.${name}`),
      group: t('console:palette.go'),
      icon,
      run: () => void navigate({ to }),
    }));
    const act = t('console:palette.do');
    return [
      ...go,
      ...languages.map((language) => ({
        id: `language-${language}`,
        label: t(`common:language.${language}`),
        group: act,
        icon: Languages,
        run: () => setLanguage(language),
      })),
      ...themes.map((theme) => ({
        id: `theme-${theme}`,
        label: `${t('common:theme.label')}: ${t(`common:theme.${theme}`)}`,
        group: act,
        icon: SunMoon,
        run: () => setTheme(theme),
      })),
      {
        id: 'sign-out',
        label: t('common:actions.signOut'),
        group: act,
        icon: LogOut,
        run: () => void signOut(queries),
      },
    ];
  }, [me.permissions, t, navigate, setLanguage, setTheme, queries]);
}
