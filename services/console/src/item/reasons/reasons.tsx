import { useTranslation } from 'react-i18next';
import { markClass } from './mark-class.ts';
import { type ReasonGroup, reasonKey } from './reason-list.ts';

export interface ReasonsProps {
  groups: readonly ReasonGroup[];
  /** BCP 47 tag of the texts. */
  language: string | null;
  meaningId: (key: string) => string;
}

/** The words that moved the score as a list, which is also the legend of the marks. */
export function Reasons({ groups, language, meaningId }: ReasonsProps) {
  const { t } = useTranslation(['console', 'taxonomy']);
  return (
    <dl className="mt-1 grid items-baseline gap-x-3 gap-y-1.5 text-sm sm:grid-cols-[max-content_1fr]">
      {(['RAISED', 'LOWERED'] as const).map((direction) => {
        const own = groups.filter((group) => group.direction === direction);
        if (own.length === 0) return null;
        return (
          <div key={direction} className="contents">
            <dt className="text-ink-muted">
              <span className={markClass({ direction, strength: 2 })}>
                {t(`console:reasons.direction.${direction}`)}
              </span>
            </dt>
            {own.map(({ category, words }) => (
              <dd key={category} className="wrap-anywhere sm:col-start-2">
                {t(`taxonomy:category.${category}.name`)}
                {': '}
                {words.map((phrase, index) => (
                  <span key={phrase}>
                    {index > 0 ? ', ' : null}
                    <q lang={language ?? undefined} dir="auto">
                      {phrase}
                    </q>
                  </span>
                ))}
                <span hidden id={meaningId(reasonKey({ direction, category }))}>
                  {t(`console:reasons.meaning.${direction}`, {
                    category: t(`taxonomy:category.${category}.name`),
                  })}
                </span>
              </dd>
            ))}
          </div>
        );
      })}
    </dl>
  );
}
