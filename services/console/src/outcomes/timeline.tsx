import type { TimelineEvent } from '@lapwing/contracts';
import { RelativeTime } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

/** What happened to a referral, oldest first, with who did it where the reader may know. */
export function TimelineList({ events }: { events: readonly TimelineEvent[] }) {
  const { t } = useTranslation(['outcomes', 'console']);
  if (events.length === 0) return <p className="text-ink-muted">{t('outcomes:timeline.empty')}</p>;
  return (
    <ol aria-label={t('outcomes:timeline.list')} className="flex flex-col gap-1 text-sm">
      {events.map((event, index) => (
        <li key={index} className="grid grid-cols-[5.5rem_1fr] gap-2 max-md:grid-cols-[4.5rem_1fr]">
          <RelativeTime at={event.at} className="text-ink-muted" />
          <span className="min-w-0 wrap-anywhere">
            <EventWords event={event} />{' '}
            {event.by ? (
              <span className="text-ink-muted">{t('console:queue.by', { name: event.by })}</span>
            ) : null}
            {'note' in event && event.note !== '' ? (
              <span className="block text-ink-muted whitespace-pre-wrap">{event.note}</span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

function EventWords({ event }: { event: TimelineEvent }): string {
  const { t } = useTranslation(['outcomes', 'taxonomy', 'extension-admin']);
  switch (event.kind) {
    case 'BUILT':
      return t('outcomes:timeline.BUILT');
    case 'REMINDED':
      return t('outcomes:timeline.REMINDED');
    case 'SENT':
      return event.reference === ''
        ? t('outcomes:timeline.SENT')
        : t('outcomes:timeline.SENTreference', { reference: event.reference });
    case 'RECEIVED':
      return t('outcomes:timeline.RECEIVED', { ticket: event.ticket });
    case 'OUTCOME':
      return t('outcomes:timeline.OUTCOME', {
        outcome: t(`taxonomy:outcome.${event.outcome}`),
        source: t(`taxonomy:outcomeSource.${event.source}`),
      });
    case 'RECHECKED':
      return t('outcomes:timeline.RECHECKED', { finding: t(`extension-admin:recheck.${event.finding}`) });
    case 'CORRECTED':
      return t(`outcomes:timeline.CORRECTED.${event.relation}`);
    case 'REOPENED':
      return t(`outcomes:timeline.REOPENED.${event.reason}`, { url: event.otherUrl ?? '' });
  }
}
