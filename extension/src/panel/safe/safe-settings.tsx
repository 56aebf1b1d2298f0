import { Checkbox, IconButton } from '@lapwing/ui';
import { X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { askToReach } from '../../browser/permissions.ts';
import { chooseEverywhere, chooseForSite } from '../../safe-viewing/choices.ts';
import { coversByDefault } from '../../safe-viewing/decide.ts';
import { REVEAL_KEYS } from '../../safe-viewing/frame/reveal-key.ts';
import { everySite } from '../../safe-viewing/site.ts';
import { useSafe } from './use-safe.ts';

/** Safe viewing in the settings: everywhere or not, and what was chosen for single sites. */
export function SafeSettings() {
  const { t } = useTranslation('safe');
  const id = useId();
  const view = useSafe(null);
  if (view === null) return null;
  const { rules } = view;
  const sites = Object.entries(rules.choices.sites).toSorted(([a], [b]) => a.localeCompare(b));
  const change = async (on: boolean) => {
    const asking = on ? askToReach(...everySite).catch(() => false) : null;
    await chooseEverywhere(on);
    await asking;
  };
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h3 id={id} className="text-sm">
        {t('title')}
      </h3>
      <Checkbox
        label={t('settings.everywhere')}
        hint={rules.preset === 'LOCKED_ON' ? t('locked') : t('settings.everywhereHint')}
        checked={coversByDefault(rules)}
        disabled={rules.preset === 'LOCKED_ON'}
        onChange={(event) => void change(event.target.checked)}
      />
      {sites.length > 0 && rules.preset !== 'LOCKED_ON' ? (
        <ul aria-label={t('settings.sites')} className="rounded-md border border-line bg-surface">
          {sites.map(([site, on]) => (
            <li
              key={site}
              className="flex items-center gap-2 border-t border-line ps-2.5 pe-1 first:border-t-0"
            >
              <span dir="ltr" className="min-w-0 flex-1 truncate text-start">
                {site}
              </span>
              <span className="text-sm text-ink-muted">{t(on ? 'settings.siteOn' : 'settings.siteOff')}</span>
              <IconButton
                label={t('settings.forget', { site })}
                icon={<X size={15} aria-hidden="true" />}
                onClick={() => void chooseForSite(site, null, false)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-col gap-1 text-sm text-ink-muted">
        <p>{t('settings.shortcut', { shortcut: 'Alt+Shift+C' })}</p>
        <p>{t('reveal', { keys: REVEAL_KEYS })}</p>
      </div>
    </section>
  );
}
