import { Badge, SafeLink, SeverityPips } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { EvidenceLink } from '../evidence/evidence-link.tsx';
import { PlatformGlyph } from '../queue/platform-glyph.tsx';
import { useReasonWords } from '../queue/use-reason-words.ts';
import type { LoadedItem } from './types.ts';

/** What it is and where it is, and why it stands where it stands. */
export function ItemHeader({ item }: { item: LoadedItem }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const words = useReasonWords();
  const author = item.flags.find((flag) => flag.authorHandle)?.authorHandle;
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h2 className="text-lg font-semibold">{t(`taxonomy:category.${item.category}.name`)}</h2>
        <SeverityPips severity={item.severity} />
        <Badge tone={item.state === 'CONFIRMED' ? 'accent' : 'neutral'}>
          {t(`taxonomy:itemState.${item.state}`)}
        </Badge>
        {item.unresolved ? <Badge tone="neutral">{t('console:item.unresolved')}</Badge> : null}
      </div>
      <div className="overflow-hidden rounded-md border border-line">
        <p className="flex flex-wrap items-center gap-x-2 border-b border-line bg-canvas px-2.5 py-1 text-sm text-ink-muted">
          <PlatformGlyph platform={item.platform} />
          <span>
            {t(`taxonomy:platform.${item.platform}`)}, {t(`taxonomy:kind.${item.kind}`)}
          </span>
          <span aria-hidden="true">·</span>
          <span className="min-w-0 truncate">
            {author ? (
              <>
                {t('console:item.author')} <span className="text-ink">{author}</span>
              </>
            ) : (
              t('console:item.noAuthor')
            )}
          </span>
        </p>
        <div className="py-0.5 pr-1 pl-2.5">
          <SafeLink url={item.canonicalUrl} unresolved={item.unresolved} />
        </div>
      </div>
      <ul aria-label={t('console:item.why')} className="flex flex-wrap gap-1.5">
        {item.reasons.map((reason) => (
          <li key={JSON.stringify(reason)}>
            <Badge tone={reason.kind === 'IMMINENT_DANGER' ? 'danger' : 'neutral'}>{words(reason)}</Badge>
          </li>
        ))}
      </ul>
      {item.state === 'CONFIRMED' ? <EvidenceLink itemId={item.itemId} /> : null}
    </header>
  );
}
