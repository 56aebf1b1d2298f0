import type { Figures } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';
import { cell, FigureTable, rowHeading } from '../models/figure-table.tsx';
import { Section } from '../shell/page.tsx';
import { PartBars } from './part-bars.tsx';

/** What recipients did, as far as is known. */
export function ActionTable({ rows }: { rows: Figures['byAction'] }) {
  const { t } = useTranslation(['figures', 'taxonomy']);
  const title = t('figures:by.action');
  if (rows.length === 0)
    return (
      <Section title={title}>
        <p>{t('figures:actionsWithheld')}</p>
      </Section>
    );
  const nameOf = ({ key, takenDown }: Figures['byAction'][number]): string => {
    if (key === 'NOTHING_KNOWN') return t('figures:action.nothingKnown');
    if (key !== null) return t(`taxonomy:outcome.${key}`);
    return t(takenDown ? 'figures:action.takenDown' : 'figures:action.notTakenDown');
  };
  const named = rows.map((row) => ({
    name: nameOf(row),
    key: `${row.key} ${row.takenDown}`,
    count: row.count,
    part: row.takenDown ? row.count : 0,
  }));
  return (
    <Section title={title}>
      <PartBars
        label={title}
        bars={named.map(({ key, name, count, part }) => ({
          key,
          name,
          whole: count,
          part,
          text: String(count),
        }))}
      />
      <FigureTable caption={title} columns={[t('figures:column.action'), t('figures:column.count')]}>
        {named.map(({ key, name, count }) => (
          <tr key={key}>
            <th scope="row" className={rowHeading}>
              {name}
            </th>
            <td className={cell}>{count}</td>
          </tr>
        ))}
      </FigureTable>
    </Section>
  );
}
