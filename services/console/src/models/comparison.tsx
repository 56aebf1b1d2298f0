import {
  type ComparisonRow,
  comparisonVerdict,
  ENOUGH_DECISIONS,
  type ModelComparison,
  STANDARD_RISK_THRESHOLD,
} from '@lapwing/contracts';
import { Badge, fullTime, useLanguage } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { comparisonQuery } from '../api/models.ts';
import { Loaded } from '../shell/loaded.tsx';
import { FigureTable, rowHeading } from './figure-table.tsx';
import { Interval } from './interval.tsx';
import { percent } from './percent.ts';
import { useLanguageName } from './use-language-name.ts';

/** Champion and challenger on the same decisions, in words first. */
export function Comparison({ version }: { version: string }) {
  const query = useQuery(comparisonQuery(version));
  return <Loaded query={query}>{(comparison) => <Compared comparison={comparison} />}</Loaded>;
}

function Compared({ comparison }: { comparison: ModelComparison }) {
  const { t } = useTranslation('models');
  const { language } = useLanguage();
  const { champion, challenger } = comparison.riskThresholds;
  const thresholds = [champion, challenger].map((own) => percent(own ?? STANDARD_RISK_THRESHOLD)).join(' / ');
  const facts = [
    ['comparison.thresholds', thresholds],
    ['comparison.budget', comparison.budgetPerDay],
    ['comparison.leftOut', comparison.leftOut],
    ['comparison.unscored', comparison.unscored],
    ['comparison.picked', comparison.picked],
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <p className="rounded-md bg-sunken px-3 py-2 font-medium">
        {t(`comparison.${comparisonVerdict(comparison.rows)}`, ENOUGH_DECISIONS)}
      </p>
      <p className="text-ink-muted">
        {t('comparison.since', { when: fullTime(comparison.since, language) })}
      </p>
      {comparison.rows.map((row) => (
        <Row key={row.lang} row={row} />
      ))}
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm sm:max-w-md">
        {facts.map(([key, count]) => (
          <div key={key} className="contents">
            <dt className="text-ink-muted">{t(key)}</dt>
            <dd className="text-right">{count}</dd>
          </div>
        ))}
      </dl>
      {champion === null || challenger === null ? (
        <p className="text-sm text-ink-muted">{t('comparison.standardThreshold')}</p>
      ) : null}
    </div>
  );
}

const measures = ['auprc', 'recallAtBudget', 'ece', 'foundAtThreshold', 'raisedAtThreshold'] as const;

function Row({ row }: { row: ComparisonRow }) {
  const { t } = useTranslation('models');
  const nameOf = useLanguageName();
  const title = t('comparison.group', {
    language: nameOf(row.lang),
    confirmed: row.confirmed,
    dismissed: row.dismissed,
  });
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="flex flex-wrap items-center gap-2 font-medium first-letter:uppercase">
        <span className="first-letter:uppercase">{title}</span>
        {row.enough ? null : <Badge>{t('comparison.tooFew')}</Badge>}
      </h3>
      <FigureTable
        caption={`${title}. ${t('comparison.caption')}`}
        columns={[
          t('comparison.measure'),
          t('comparison.champion'),
          t('comparison.challenger'),
          t('comparison.difference'),
        ]}
      >
        {measures.map((measure) => (
          <tr key={measure}>
            <th scope="row" className={rowHeading}>
              {t(`comparison.${measure}`)}
            </th>
            <Interval interval={row[measure].champion} />
            <Interval interval={row[measure].challenger} />
            <Interval interval={row[measure].difference} signed />
          </tr>
        ))}
      </FigureTable>
    </div>
  );
}
