import { Button } from '@lapwing/ui';
import { ChevronRight, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToReach } from '../../browser/permissions.ts';
import { chooseEverywhere, chooseForSite } from '../../safe-viewing/choices.ts';
import { coversByDefault } from '../../safe-viewing/decide.ts';
import { REVEAL_KEYS } from '../../safe-viewing/frame/reveal-key.ts';
import { everySite, patternsOf } from '../../safe-viewing/site.ts';
import { type SafeView, useSafe } from './use-safe.ts';

/** One line: whether the page in front is covered, and the switch for its site. */
export function SafeLine({ tabId }: { tabId: number | null }) {
  const { t } = useTranslation('safe');
  const view = useSafe(tabId);
  if (view === null) return null;
  const { state, site, rules, kept } = view;
  const Icon = state === 'ON' ? EyeOff : Eye;
  return (
    <section aria-label={t('title')} className="shrink-0 border-b border-line bg-surface text-sm">
      <div className="flex items-center gap-2 ps-3 pe-1.5">
        <details className="group min-w-0 flex-1 py-1.5">
          <summary className="flex list-none items-center gap-1.5">
            <Icon size={15} aria-hidden="true" className="shrink-0 text-ink-muted" />
            <span className="min-w-0">{t(`state.${state}`)}</span>
            <ChevronRight
              size={13}
              aria-hidden="true"
              className="shrink-0 text-ink-muted transition-transform group-open:rotate-90 rtl:rotate-180"
            />
          </summary>
          <div className="flex flex-col gap-1 pt-1 text-ink-muted">
            <p>{t('what')}</p>
            <p>{t('reveal', { keys: REVEAL_KEYS })}</p>
            {rules.preset === 'LOCKED_ON' ? <p>{t('locked')}</p> : null}
            {kept ? <p>{t('kept')}</p> : null}
          </div>
        </details>
        {site !== null && state !== 'NO_SITE' ? <Switch view={view} site={site} /> : null}
      </div>
      {state === 'NOT_ALLOWED' && site !== null ? <Ask view={view} site={site} /> : null}
    </section>
  );
}

/** The switch of the site; none where the organisation keeps it on, or the tab is looked at again. */
function Switch({ view: { state, rules, isPrivate, kept }, site }: { view: SafeView; site: string }) {
  const { t } = useTranslation('safe');
  if (rules.preset === 'LOCKED_ON' || kept) return null;
  const turnOn = async () => {
    // The browser only asks while it handles what was pressed: nothing may be waited for before this.
    const asking = askToReach(...patternsOf(site)).catch(() => false);
    await chooseForSite(site, coversByDefault(rules) ? null : true, isPrivate);
    await asking;
  };
  return state === 'OFF' ? (
    <Button size="sm" variant="quiet" onClick={() => void turnOn()}>
      {t('turnOn')}
    </Button>
  ) : (
    <Button size="sm" variant="quiet" onClick={() => void chooseForSite(site, false, isPrivate)}>
      {t('turnOff')}
    </Button>
  );
}

/** Why the browser will ask, before it asks. */
function Ask({ view: { rules, isPrivate }, site }: { view: SafeView; site: string }) {
  const { t } = useTranslation('safe');
  const [refused, setRefused] = useState(false);
  const ask = async (patterns: readonly string[], remember: () => Promise<void>) => {
    // The browser only asks while it handles what was pressed: nothing may come before this.
    const allowed = await askToReach(...patterns).catch(() => false);
    setRefused(!allowed);
    if (allowed) await remember();
  };
  return (
    <div className="flex flex-col gap-2 px-3 pb-2.5">
      <p className="text-ink-muted">{t('ask')}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          onClick={() =>
            void ask(everySite, () => (coversByDefault(rules) ? Promise.resolve() : chooseEverywhere(true)))
          }
        >
          {t('allowAll')}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          className="min-w-0 max-w-full"
          onClick={() => void ask(patternsOf(site), () => chooseForSite(site, true, isPrivate))}
        >
          <span className="truncate">{t('allowSite', { site })}</span>
        </Button>
      </div>
      {refused ? (
        <p role="alert" className="font-medium text-warn">
          {t('refused')}
        </p>
      ) : null}
    </div>
  );
}
