import type { OrdinaryFigureRow } from '@lapwing/contracts';
import { useLanguage } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';
import { Interval } from './interval.tsx';
import { percent } from './percent.ts';

export interface OrdinaryFiguresProps {
  rows: readonly OrdinaryFigureRow[];
  threshold: number;
}

/** How often a version raises what nobody would flag: the price of its threshold in false alarms. */
export function OrdinaryFigures({ rows, threshold }: OrdinaryFiguresProps) {
  const { t } = useTranslation('models');
  const { language } = useLanguage();
  return (
    <div className="flex flex-col gap-1.5 pt-3">
      <h3 className="font-medium">{t('ordinary.title')}</h3>
      <p className="text-ink-muted">{t('ordinary.body', { percent: percent(threshold) })}</p>
      <FigureTable
        caption={t('ordinary.caption')}
        columns={[t('ordinary.set'), t('ordinary.posts'), t('ordinary.raised')]}
      >
        {rows.map(({ source, posts, raised }) => (
          <tr key={source}>
            <th scope="row" className={rowHeading}>
              {source === 'all' ? t('ordinary.all') : source}
            </th>
            <td className={cell}>{posts.toLocaleString(language)}</td>
            <Interval interval={raised} />
          </tr>
        ))}
      </FigureTable>
    </div>
  );
}
