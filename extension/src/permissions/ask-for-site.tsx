import { Button } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToReach } from '../browser/permissions.ts';
import { type PlatformWithHosts, sitePatternsOf } from './site-patterns.ts';

export interface AskForSiteProps {
  platform: PlatformWithHosts;
  /** What will be done with it, in the person's language. */
  reason: string;
  /** She allowed it. */
  onAllowed?: () => void;
}

/** Asks for access to a platform's pages, with the reason, when the person presses. Says so when it was refused. */
export function AskForSite({ platform, reason, onAllowed }: AskForSiteProps) {
  const { t } = useTranslation(['privacy', 'taxonomy']);
  const [refused, setRefused] = useState(false);
  const name = t(`taxonomy:platform.${platform}`);
  const ask = async () => {
    // The browser only asks the person while it handles what she pressed: nothing may come before this.
    const allowed = await askToReach(...sitePatternsOf(platform)).catch(() => false);
    setRefused(!allowed);
    if (allowed) onAllowed?.();
  };
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="text-sm text-ink-muted">{reason}</p>
      <Button size="sm" onClick={() => void ask()}>
        {t('privacy:sites.allow', { site: name })}
      </Button>
      {refused ? (
        <p role="alert" className="text-sm">
          {t('privacy:sites.refused')}
        </p>
      ) : null}
    </div>
  );
}
