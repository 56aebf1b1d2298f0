import { outcomeOfFinding, type ReferralView } from '@lapwing/contracts';
import { Badge, RelativeTime, SeverityPips } from '@lapwing/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PlatformGlyph } from '../queue/platform-glyph.tsx';

export interface ReferralLineProps {
  referral: ReferralView;
  /** Before it, for example a check box. */
  leading?: ReactNode;
  children?: ReactNode;
}

/** One referral in a list, with what can be done with it at the right. */
export function ReferralLine({ referral, leading, children }: ReferralLineProps) {
  const { t } = useTranslation(['taxonomy', 'extension-admin']);
  const outcome = referral.outcomes.at(-1);
  const look = referral.rechecks.at(-1);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
      {leading}
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <PlatformGlyph platform={referral.platform} />
          <span className="font-medium">{t(`taxonomy:category.${referral.category}.name`)}</span>
          <SeverityPips severity={referral.severity} />
          <span
            className={referral.imminentDanger ? 'text-sm font-medium text-danger' : 'text-sm text-ink-muted'}
          >
            {t(`taxonomy:urgency.${referral.urgency}.name`)}
          </span>
          {referral.relation ? <Badge>{t(`taxonomy:relation.${referral.relation}`)}</Badge> : null}
          {outcome ? <Badge tone="accent">{t(`taxonomy:outcome.${outcome.kind}`)}</Badge> : null}
          {look && outcomeOfFinding[look.finding] === null ? (
            <Badge>{t(`extension-admin:recheck.${look.finding}`)}</Badge>
          ) : null}
        </p>
        <p className="flex items-baseline gap-2">
          <span className="min-w-0 truncate font-mono text-xs text-ink-muted" title={referral.url}>
            {referral.url}
          </span>
          <RelativeTime
            at={referral.sentAt ?? referral.createdAt}
            className="ml-auto shrink-0 text-xs text-ink-muted"
          />
        </p>
      </div>
      {children}
    </li>
  );
}
