import { useTranslation } from 'react-i18next';
import type { Finding, RowFact } from './find-stored.ts';
import { maskedValue } from './masked-value.ts';
import { Section } from './section.tsx';
import { type Place, places } from './stored-things.ts';

/** What was found, place by place: what it is, what for, how long, and what is in it. */
export function StoredSection({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('privacy');
  return (
    <Section title={t('stored.title')} intro={t('stored.intro')}>
      {findings.length === 0 ? <p>{t('stored.nothing')}</p> : null}
      {places.map((place) => (
        <PlacePart key={place} place={place} findings={findings.filter((found) => found.place === place)} />
      ))}
    </Section>
  );
}

function PlacePart({ place, findings }: { place: Place; findings: readonly Finding[] }) {
  const { t } = useTranslation('privacy');
  if (findings.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-sm text-ink-muted">{t(`place.${place}`)}</h3>
      <ul
        aria-label={t(`place.${place}`)}
        className="divide-y divide-line rounded-md border border-line bg-surface"
      >
        {findings.map((found) => (
          <Thing key={found.name} found={found} />
        ))}
      </ul>
    </div>
  );
}

function Thing({ found }: { found: Finding }) {
  const { t } = useTranslation('privacy');
  const id = found.thing?.id;
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <p className="font-medium">{id === undefined ? t('unknown.name') : t(`things.${id}.name`)}</p>
        <code dir="ltr" className="font-mono text-xs text-ink-muted wrap-anywhere">
          {found.name}
        </code>
      </div>
      <p>{id === undefined ? t('unknown.purpose') : t(`things.${id}.purpose`)}</p>
      <p className="text-sm text-ink-muted">
        {id === undefined ? t('unknown.lifetime') : t(`things.${id}.lifetime`)}
      </p>
      <Content content={found.content} />
    </li>
  );
}

function Content({ content }: { content: Finding['content'] }) {
  const { t } = useTranslation('privacy');
  if (content.kind === 'NAME') return null;
  if (content.kind === 'KEY') {
    return <p className="text-sm">{t(content.readable ? 'key.readable' : 'key.unreadable')}</p>;
  }
  if (content.kind === 'ROWS') return <Rows facts={content.facts} />;
  const shown = maskedValue(content.value, {
    secret: t('value.secret'),
    text: (length) => t('value.text', { count: length }),
  });
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-accent-strong">{t('value.show')}</summary>
      {/* Focusable, since it scrolls. */}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        dir="ltr"
        className="mt-1 max-h-80 overflow-auto rounded-md bg-sunken px-2 py-1.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {shown}
      </pre>
    </details>
  );
}

function Rows({ facts }: { facts: ReadonlyMap<RowFact, number> }) {
  const { t } = useTranslation('privacy');
  if (facts.size === 0) return <p className="text-sm">{t('rows.none')}</p>;
  const words = [...facts].map(([fact, count]) => t(`rows.${fact}`, { count }));
  return <p className="text-sm">{words.join(' · ')}</p>;
}
