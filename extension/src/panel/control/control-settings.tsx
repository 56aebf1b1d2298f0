import { Button, Checkbox, IconButton } from '@lapwing/ui';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToReach } from '../../browser/permissions.ts';
import { chooseControl } from '../../control/control-sites.ts';
import { patternsOf, type Site } from '../../safe-viewing/site.ts';
import { useControl } from './use-control.ts';

/** The control on posts in the settings: on or off for the site in front, and where it is on. */
export function ControlSettings({ tabId }: { tabId: number | null }) {
  const { t } = useTranslation('control');
  const id = useId();
  const view = useControl(tabId);
  const [refused, setRefused] = useState<Site | null>(null);
  if (view === null) return null;
  const { site, state, isPrivate, sites } = view;
  const isKnown = site !== null && state !== 'NO_SITE';
  const turnOn = async (wanted: Site) => {
    // The browser only asks while it handles what was pressed: nothing may come before this.
    const allowed = await askToReach(...patternsOf(wanted)).catch(() => false);
    setRefused(allowed ? null : wanted);
    if (allowed) await chooseControl(wanted, true);
  };
  const turnOff = async (unwanted: Site) => {
    setRefused(null);
    await chooseControl(unwanted, false);
  };
  const hint = isPrivate
    ? t('private')
    : state === 'NO_SITE'
      ? t('noSite')
      : state === 'SWITCHED_OFF'
        ? t('switchedOff')
        : t('reason');
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h3 id={id} className="text-sm">
        {t('title')}
      </h3>
      <p className="text-sm text-ink-muted">{t('what')}</p>
      <Checkbox
        label={isKnown ? <span className="wrap-anywhere">{t('show', { site })}</span> : t('showHere')}
        hint={hint}
        checked={state === 'ON' || state === 'NOT_ALLOWED'}
        disabled={!isKnown || isPrivate || state === 'SWITCHED_OFF'}
        onChange={(event) => {
          if (site !== null) void (event.target.checked ? turnOn(site) : turnOff(site));
        }}
      />
      {state === 'NOT_ALLOWED' && site !== null && !isPrivate ? (
        <div className="flex flex-col items-start gap-1.5">
          <p className="text-sm text-warn">{t('notAllowed')}</p>
          <Button size="sm" onClick={() => void turnOn(site)}>
            {t('allow', { site })}
          </Button>
        </div>
      ) : null}
      {refused !== null && refused === site ? (
        <p role="alert" className="text-sm font-medium text-warn">
          {t('refused')}
        </p>
      ) : null}
      {sites.length > 0 ? (
        <ul aria-label={t('sites')} className="rounded-md border border-line bg-surface">
          {sites.map((on) => (
            <li
              key={on}
              className="flex items-center gap-2 border-t border-line ps-2.5 pe-1 first:border-t-0"
            >
              <span dir="ltr" className="min-w-0 flex-1 truncate text-start">
                {on}
              </span>
              <IconButton
                label={t('turnOff', { site: on })}
                icon={<X size={15} aria-hidden="true" />}
                onClick={() => void turnOff(on)}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
