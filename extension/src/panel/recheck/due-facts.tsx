import type { DueRecheck } from '@lapwing/contracts/recheck';
import { Badge, RelativeTime, SeverityPips } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

/** What was flagged, where it was referred, and what is known of it. */
export function DueFacts({ due }: { due: DueRecheck }) {
  const { t } = useTranslation(['recheck', 'taxonomy']);
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">{t(`taxonomy:category.${due.category}.name`)}</p>
      <p
        id={`due-${due.referralId}`}
        dir="ltr"
        title={due.url}
        className="line-clamp-2 text-start font-mono text-sm wrap-anywhere text-ink-muted"
      >
        {due.url}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted">
        <span>
          {t(`taxonomy:platform.${due.platform}`)} · {t(`taxonomy:kind.${due.kind}`)}
        </span>
        <SeverityPips severity={due.severity} />
      </p>
      <p className="text-sm text-ink-muted">
        {t('recheck:sent', { recipient: due.recipient })} <RelativeTime at={due.sentAt} />
      </p>
      {due.outcome !== null || due.lastLook !== null ? (
        <p className="flex flex-wrap gap-1">
          {due.outcome ? (
            <Badge>{t('recheck:known', { outcome: t(`taxonomy:outcome.${due.outcome.kind}`) })}</Badge>
          ) : null}
          {due.lastLook ? (
            <Badge>{t('recheck:lastLook', { finding: t(`recheck:finding.${due.lastLook.finding}`) })}</Badge>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
