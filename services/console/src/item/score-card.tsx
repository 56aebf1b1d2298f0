import { abstentionIn, categories } from '@lapwing/contracts';
import { Badge, CategoryGuidance } from '@lapwing/ui';
import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import { shownPercent } from './shown-percent.ts';
import type { LoadedItem } from './types.ts';

const percent = (probability: number) => Math.round(probability * 100);

/** How a probability is said as "of 100 posts": never as none or all of them. */
function amountOf(probability: number): 'few' | 'some' | 'most' {
  if (percent(probability) < 1) return 'few';
  return percent(probability) > 99 ? 'most' : 'some';
}

/** What the classifier said, as sentences, beside what the category means. */
export function ScoreCard({ item }: { item: LoadedItem }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <Section title={t('console:item.score')}>
        <Score item={item} />
        <p className="text-sm text-ink-muted">
          {t('console:item.scoreRole')}{' '}
          {item.score ? t('console:item.scoreVersion', { version: item.score.modelVersion }) : null}
        </p>
      </Section>
      <Section title={t('console:item.guidance')}>
        <CategoryGuidance category={item.category} />
      </Section>
    </div>
  );
}

function Score({ item: { score, reasons } }: { item: LoadedItem }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  if (!score) return <p>{t('console:item.scoreNone')}</p>;
  if (score.abstained) {
    return (
      <>
        <p>
          <Badge icon={<CircleHelp size={12} aria-hidden="true" className="shrink-0" />}>
            {t('console:unsure.name')}
          </Badge>
        </p>
        <p>{t(`console:unsure.sentence.${abstentionIn(reasons) ?? 'UNKNOWN'}`)}</p>
        <p>{t('console:unsure.meaning')}</p>
      </>
    );
  }
  const likely = categories
    .flatMap((category) => {
      const probability = score.probabilities[category];
      return probability === undefined ? [] : [{ category, probability }];
    })
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 3);
  const [first] = likely;
  return (
    <>
      <p>
        {t(`console:item.scoreSentence.${amountOf(score.risk)}`, { count: percent(score.risk) })}{' '}
        {first
          ? t('console:item.scoreLikely', { category: t(`taxonomy:category.${first.category}.name`) })
          : null}
      </p>
      <ul className="flex flex-col gap-1">
        {likely.map(({ category, probability }) => (
          <li key={category} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 text-ink-muted">{t(`taxonomy:category.${category}.name`)}</span>
            <svg
              aria-hidden="true"
              viewBox="0 0 100 4"
              preserveAspectRatio="none"
              className="h-1 w-20 shrink-0"
            >
              <rect width="100" height="4" rx="2" className="fill-line" />
              <rect width={percent(probability)} height="4" rx="2" className="fill-ink-muted" />
            </svg>
            <span className="w-12 text-right whitespace-nowrap">{shownPercent(percent(probability))} %</span>
          </li>
        ))}
      </ul>
    </>
  );
}
