import {
  type EvidenceEvent,
  type EvidenceItem,
  type EvidencePreview,
  ImminentBasis,
} from '@lapwing/contracts';
import { Badge } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';

/** What a package says of its items, to the letter: facts, hashes of others, and what happened. */
export function PackageContents({ preview }: { preview: EvidencePreview }) {
  const { t } = useTranslation('evidence');
  return (
    <Section title={t('contents.title')} aside={<Badge>{preview.tlp}</Badge>}>
      <p className="text-sm text-ink-muted">{t('contents.body', { recipient: preview.recipient })}</p>
      {preview.items.map((item, index) => (
        <Item key={item.itemId} item={item} place={{ number: index + 1, total: preview.items.length }} />
      ))}
    </Section>
  );
}

function Item({ item, place }: { item: EvidenceItem; place: { number: number; total: number } }) {
  const { t } = useTranslation('evidence');
  const facts = useFacts(item.facts);
  return (
    <section className="flex flex-col gap-2 rounded-md border border-line px-4 py-3">
      <h3 className="text-sm font-semibold">{t('contents.item', place)}</h3>
      {item.accountMayBeOfAChild ? <p className="font-medium">{t('contents.child')}</p> : null}
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_1fr]">
        {facts.map(([label, value], index) => (
          <div key={index} className="contents">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <ol aria-label={t('contents.timeline')} className="flex flex-col gap-1 text-sm">
        {item.events.map((event, index) => (
          <EventLine key={index} event={event} />
        ))}
      </ol>
    </section>
  );
}

/** Label and value of everything that the package says of an item beside what happened. */
function useFacts(facts: EvidenceItem['facts']): [label: string, value: string][] {
  const { t } = useTranslation(['evidence', 'taxonomy', 'worksheet']);
  const time = useTime();
  const bases = facts.imminentBases.flatMap((sign) => ImminentBasis.safeParse(sign).data ?? []);
  const all: [string, string | null][] = [
    [t('worksheet:field.url_original'), facts.urlOriginal],
    [
      t('worksheet:field.url_canonical'),
      facts.urlCanonical === facts.urlOriginal ? null : facts.urlCanonical,
    ],
    [
      t('worksheet:field.platform'),
      `${t(`taxonomy:platform.${facts.platform}`)}, ${t(`taxonomy:kind.${facts.contentType}`)}`,
    ],
    [t('worksheet:field.platform_content_id'), facts.platformContentId],
    [t('worksheet:field.account_handle'), facts.accountHandle],
    [t('worksheet:field.account_id'), facts.accountId],
    [t('worksheet:field.group_id'), facts.groupId],
    [t('worksheet:field.parent_id'), facts.parentId],
    [t('worksheet:field.media_timecode'), facts.mediaTimecode],
    [
      t('worksheet:field.category_code'),
      [facts.categoryCode, ...facts.secondaryCategories]
        .map((code) => t(`taxonomy:category.${code}.name`))
        .concat(facts.modifiers.map((code) => t(`taxonomy:modifier.${code}`)))
        .join(', '),
    ],
    [t('worksheet:field.severity'), `${facts.severity}, ${t(`taxonomy:severity.${facts.severity}`)}`],
    [t('worksheet:field.urgency'), t(`taxonomy:urgency.${facts.urgency}.name`)],
    [t('worksheet:field.imminent_danger'), bases.map((sign) => t(`taxonomy:basis.${sign}`)).join(', ')],
    [t('worksheet:field.posted_at'), facts.postedAt && time(facts.postedAt)],
    [t('worksheet:field.observed_at'), time(facts.observedAt)],
    [t('worksheet:field.verified_live_at'), time(facts.verifiedLiveAt)],
    [t('worksheet:field.content_language'), facts.contentLanguage],
    [t('worksheet:field.explanation'), facts.explanation],
    ...facts.hashes.map(({ algorithm, value, source }): [string, string] => [
      t('worksheet:field.hashes'),
      `${algorithm} ${value} (${source})`,
    ]),
  ];
  return all.flatMap(([label, value]): [string, string][] => (value ? [[label, value]] : []));
}

/** Writes a time of the API as people of the page's language write it. */
function useTime(): (at: string) => string {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (at) => format.format(new Date(at));
}

function EventLine({ event }: { event: EvidenceEvent }) {
  const { t } = useTranslation(['evidence', 'console']);
  const time = useTime();
  const words = useEventWords(event);
  return (
    <li className="grid gap-x-4 sm:grid-cols-[9rem_1fr]">
      <time dateTime={event.at} className="text-ink-muted">
        {time(event.at)}
      </time>
      <span className="min-w-0 wrap-anywhere">
        {words}{' '}
        {event.by ? (
          <span className="text-ink-muted">{t('console:queue.by', { name: event.by })}</span>
        ) : null}
      </span>
    </li>
  );
}

function useEventWords(event: EvidenceEvent): string {
  const { t } = useTranslation(['evidence', 'taxonomy', 'extension-admin', 'outcomes']);
  switch (event.kind) {
    case 'FLAGGED':
      return t('evidence:event.FLAGGED', { category: t(`taxonomy:category.${event.category}.name`) });
    case 'DECIDED':
      return t(`taxonomy:verdictDone.${event.verdict}`);
    case 'POLICE_TOLD':
      return event.agency === ''
        ? t('evidence:event.POLICE_TOLD_UNNAMED')
        : t('evidence:event.POLICE_TOLD', { agency: event.agency });
    case 'REFERRED':
      return t(event.withdrawn ? 'evidence:event.WITHDRAWN' : 'evidence:event.REFERRED', {
        recipient: event.recipient,
      });
    case 'RECEIVED':
      return event.ticket === null
        ? t('evidence:event.RECEIVED')
        : t('outcomes:timeline.RECEIVED', { ticket: event.ticket });
    case 'OUTCOME':
      return t('outcomes:timeline.OUTCOME', {
        outcome: t(`taxonomy:outcome.${event.outcome}`),
        source: t(`taxonomy:outcomeSource.${event.source}`),
      });
    case 'RECHECKED':
      return t('outcomes:timeline.RECHECKED', { finding: t(`extension-admin:recheck.${event.finding}`) });
    case 'CORRECTED': {
      const { category, severity, relation } = event;
      const changed = [
        ...(category === null ? [] : [t(`taxonomy:category.${category}.name`)]),
        ...(severity === null ? [] : [t('evidence:event.CORRECTED_SEVERITY', { severity })]),
      ];
      return changed.length === 0
        ? t(`outcomes:timeline.CORRECTED.${relation}`)
        : t('evidence:event.CORRECTED', { changed: changed.join(', ') });
    }
    case 'REOPENED':
      return t(`evidence:event.REOPENED.${event.reason}`);
    default:
      return t(`outcomes:timeline.${event.kind}`);
  }
}
