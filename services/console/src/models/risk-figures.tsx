import type { ModelFigureRow } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';
import { percent } from './percent.ts';
import { useLanguageName } from './use-language-name.ts';

export interface RiskFiguresProps {
  version: string;
  /** One row a language, on phrases that trained nothing. */
  phrases: readonly ModelFigureRow[];
  /** The same on posts written by hand; a version from before they were measured has none. */
  natural: readonly ModelFigureRow[] | undefined;
}

/** How well the risk ranks, language by language: on phrases like those it learned from, beside posts as people write. */
export function RiskFigures({ version, phrases, natural }: RiskFiguresProps) {
  const { t } = useTranslation('models');
  const nameOf = useLanguageName();
  const columns = [
    t('figures.language'),
    t('figures.groups'),
    t('figures.auprc'),
    t('figures.recall'),
    t('figures.ece'),
  ];
  return (
    <FigureTable
      caption={t('figures.caption', { version })}
      columns={natural ? [...columns, t('figures.posts'), t('figures.auprc'), t('figures.recall')] : columns}
      {...(natural && {
        groups: [
          { title: null, span: 1 },
          { title: t('figures.phrases'), span: 4 },
          { title: t('figures.natural'), span: 3 },
        ],
      })}
    >
      {phrases.map((row) => (
        <tr key={row.lang}>
          <th scope="row" className={`${rowHeading} whitespace-nowrap first-letter:uppercase`}>
            {nameOf(row.lang)}
          </th>
          <td className={cell}>
            {row.positiveGroups} / {row.negativeGroups}
          </td>
          <td className={cell}>{percent(row.auprc)}</td>
          <td className={cell}>{percent(row.recallAt5Fpr)}</td>
          <td className={cell}>{percent(row.ece)}</td>
          {natural ? <Natural row={natural.find(({ lang }) => lang === row.lang)} /> : null}
        </tr>
      ))}
    </FigureTable>
  );
}

function Natural({ row }: { row: ModelFigureRow | undefined }) {
  return (
    <>
      <td className={cell}>{row ? `${row.positiveGroups} / ${row.negativeGroups}` : '–'}</td>
      <td className={cell}>{percent(row?.auprc ?? null)}</td>
      <td className={cell}>{percent(row?.recallAt5Fpr ?? null)}</td>
    </>
  );
}
