import {
  type ComparisonRow,
  comparisonVerdict,
  ENOUGH_DECISIONS,
  type IntervalView,
  type ModelComparison,
} from '@lapwing/contracts';
import { Badge, fullTime, useLanguage } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { comparisonQuery } from '../api/models.ts';
import { Loaded } from '../shell/loaded.tsx';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';
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
  const facts = [
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
    </div>
  );
}

const measures = ['auprc', 'recallAtBudget', 'ece'] as const;

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

function Interval({ interval, signed = false }: { interval: IntervalView; signed?: boolean }) {
  const { value, low, high } = interval;
  const sign = signed && value !== null && value > 0 ? '+' : '';
  return (
    <td className={cell}>
      {sign}
      {percent(value)}
      {low === null ? null : (
        <span className="ml-2 text-xs text-ink-muted">
          {percent(low)} … {percent(high)}
        </span>
      )}
    </td>
  );
}
