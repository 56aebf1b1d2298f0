import { Button, Field, Select } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stopReaching } from '../browser/permissions.ts';
import { AskForSite } from '../permissions/ask-for-site.tsx';
import { type PlatformWithHosts, platformsWithHosts, sitePatternsOf } from '../permissions/site-patterns.ts';
import { originPattern } from '../server/server-address.ts';
import { Section } from './section.tsx';

export interface SitesSectionProps {
  /** Match patterns that the person gives access to. */
  sites: readonly string[];
  /** Origin of the server this browser is paired with. */
  server: string | null;
}

/** Which sites may be reached, why, and the way to take that back; and one to give, before it is needed. */
export function SitesSection({ sites, server }: SitesSectionProps) {
  const { t } = useTranslation('privacy');
  return (
    <Section title={t('sites.title')} intro={t('sites.intro')}>
      {sites.length === 0 ? (
        <p>{t('sites.none')}</p>
      ) : (
        <ul
          aria-label={t('sites.title')}
          className="divide-y divide-line rounded-md border border-line bg-surface"
        >
          {sites.map((site) => (
            <Site key={site} site={site} isServer={server !== null && site === originPattern(server)} />
          ))}
        </ul>
      )}
      <AllowOne sites={sites} />
    </Section>
  );
}

function Site({ site, isServer }: { site: string; isServer: boolean }) {
  const { t } = useTranslation(['privacy', 'taxonomy']);
  const platform = platformsWithHosts.find((known) => sitePatternsOf(known).includes(site));
  const name = platform === undefined ? t('privacy:sites.other') : t(`taxonomy:platform.${platform}`);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5">
      <div className="flex min-w-40 flex-1 flex-col gap-0.5">
        <p className="font-medium">{isServer ? t('privacy:sites.server') : name}</p>
        <code dir="ltr" className="font-mono text-xs text-ink-muted wrap-anywhere">
          {site}
        </code>
        {isServer ? <p className="text-sm text-ink-muted">{t('privacy:sites.serverReason')}</p> : null}
      </div>
      <Button size="sm" onClick={() => void stopReaching(site)}>
        {t('privacy:sites.takeBack')}
        <span className="sr-only"> {site}</span>
      </Button>
    </li>
  );
}

function AllowOne({ sites }: { sites: readonly string[] }) {
  const { t } = useTranslation(['privacy', 'taxonomy']);
  const left = platformsWithHosts.filter(
    (platform) => !sitePatternsOf(platform).every((pattern) => sites.includes(pattern)),
  );
  const [chosen, setChosen] = useState<PlatformWithHosts>('FACEBOOK');
  const platform = left.includes(chosen) ? chosen : left[0];
  if (platform === undefined) return null;
  return (
    <div className="flex max-w-md flex-col gap-2">
      <Field label={t('privacy:sites.choose')}>
        {(control) => (
          <Select
            {...control}
            value={platform}
            onChange={setChosen}
            options={left.map((value) => ({ value, label: t(`taxonomy:platform.${value}`) }))}
          />
        )}
      </Field>
      <AskForSite key={platform} platform={platform} reason={t('privacy:sites.reason')} />
    </div>
  );
}
