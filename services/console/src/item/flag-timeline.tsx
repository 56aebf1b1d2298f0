import { RelativeTime, type RelativeTimeProps, SeverityPips } from '@lapwing/ui';
import { StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import type { LoadedItem } from './types.ts';

type Flag = LoadedItem['flags'][number];

/** All flags, oldest first, as a line through time. */
export function FlagTimeline({ item, newerThan }: { item: LoadedItem; newerThan: number }) {
  const { t } = useTranslation('console');
  return (
    <Section title={t('item.flags', { count: item.flags.length })}>
      <ol className="flex flex-col">
        {item.flags.map((flag, index) => (
          <FlagEntry
            key={flag.flagId}
            flag={flag}
            last={index === item.flags.length - 1}
            fresh={Date.parse(flag.receivedAt) > newerThan}
          />
        ))}
      </ol>
    </Section>
  );
}

function FlagEntry({ flag, last, fresh }: { flag: Flag; last: boolean; fresh: boolean }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const also = flag.secondaryCategories.map((category) => t(`taxonomy:category.${category}.name`));
  const modifiers = flag.modifiers.map((modifier) => t(`taxonomy:modifier.${modifier}`));
  return (
    <li className="relative flex gap-3 pb-3">
      {last ? null : <span aria-hidden="true" className="absolute top-4 bottom-0 left-1.25 w-px bg-line" />}
      <span
        aria-hidden="true"
        className={`relative mt-1.5 size-2.75 shrink-0 rounded-full border-2 ${fresh ? 'border-accent bg-accent' : 'border-line-strong bg-surface'}`}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">
            {flag.byMe ? t('console:item.flagByMe') : t('console:item.flagBy', { name: flag.by })}
          </span>
          <When at={flag.receivedAt} />
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-muted">
          <span>{t(`taxonomy:category.${flag.category}.name`)}</span>
          <SeverityPips severity={flag.severity} />
          <span>{t(`taxonomy:urgency.${flag.urgency}.name`)}</span>
          {[...also, ...modifiers].map((name) => (
            <span key={name}>· {name}</span>
          ))}
          {flag.hasNote ? (
            <span className="inline-flex items-center gap-1">
              <StickyNote size={12} aria-hidden="true" /> {t('console:item.hasNote')}
            </span>
          ) : null}
        </p>
        <p className="text-sm text-ink-muted">
          {t('console:item.observed')} <When at={flag.observedAt} />
          {flag.postedAt ? (
            <>
              , {t('console:item.posted')} <When at={flag.postedAt} />
            </>
          ) : null}
        </p>
        {flag.hashes.length > 0 ? (
          <ul aria-label={t('console:item.hashes')} className="font-mono text-xs text-ink-muted">
            {flag.hashes.map((hash) => (
              <li
                key={hash.algorithm + hash.value}
                className="truncate"
                title={`${hash.value} (${hash.source})`}
              >
                {hash.algorithm} {hash.value}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

const When = (props: RelativeTimeProps) => <RelativeTime {...props} className="text-sm text-ink-muted" />;
