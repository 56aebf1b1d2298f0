import { type ModelFigureRow, type ModelVersionView, STANDARD_RISK_THRESHOLD } from '@lapwing/contracts';
import { Select } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';
import { OrdinaryFigures } from './ordinary-figures.tsx';
import { percent } from './percent.ts';
import { RiskFigures } from './risk-figures.tsx';
import { useLanguageName } from './use-language-name.ts';

/** What was measured when a version was trained, per language and category. */
export function Figures({ versions }: { versions: readonly ModelVersionView[] }) {
  const { t } = useTranslation('models');
  const [chosen, setChosen] = useState<string | null>(null);
  const model = versions.find(({ version }) => version === chosen) ?? versions[0];
  if (!model) return null;
  const { test, natural, ordinary } = model.figures;
  // All languages together first.
  const ordered = test.toSorted((a, b) => Number(b.lang === 'all') - Number(a.lang === 'all'));
  const isRisk = ({ label }: ModelFigureRow): boolean => label === 'RISK';
  return (
    <Section
      title={t('figures.title')}
      aside={
        <Select
          aria-label={t('figures.version')}
          className="w-full max-w-96 sm:w-96"
          value={model.version}
          options={versions.map(({ version, state }) => ({
            value: version,
            label: `${version} · ${t(`state.${state}`)}`,
          }))}
          onChange={setChosen}
        />
      }
    >
      <p className="text-ink-muted">{t('figures.body')}</p>
      {test.length === 0 ? (
        <p>{t('figures.none')}</p>
      ) : (
        <>
          <RiskFigures
            version={model.version}
            phrases={ordered.filter(isRisk)}
            natural={natural?.rows.filter(isRisk)}
          />
          {ordinary && ordinary.length > 0 ? (
            <OrdinaryFigures rows={ordinary} threshold={model.riskThreshold ?? STANDARD_RISK_THRESHOLD} />
          ) : null}
          <details>
            <summary className="w-fit py-1 text-accent">{t('figures.byCategory')}</summary>
            <div className="pt-1.5">
              <CategoryFigures version={model.version} rows={ordered.filter((row) => !isRisk(row))} />
            </div>
          </details>
        </>
      )}
    </Section>
  );
}

interface CategoryFiguresProps {
  version: string;
  rows: readonly ModelFigureRow[];
}

function CategoryFigures({ version, rows }: CategoryFiguresProps) {
  const { t } = useTranslation(['models', 'taxonomy']);
  const nameOf = useLanguageName();
  return (
    <FigureTable
      caption={`${t('models:figures.caption', { version })}, ${t('models:figures.byCategory')}`}
      columns={[
        t('models:figures.label'),
        t('models:figures.language'),
        t('models:figures.groups'),
        t('models:figures.auprc'),
        t('models:figures.recall'),
        t('models:figures.ece'),
      ]}
    >
      {rows.map((row) => (
        <tr key={`${row.label} ${row.lang}`}>
          <th scope="row" className={rowHeading}>
            {row.label === 'RISK' ? t('models:figures.risk') : t(`taxonomy:category.${row.label}.name`)}
          </th>
          <td className={cell}>{nameOf(row.lang)}</td>
          <td className={cell}>
            {row.positiveGroups} / {row.negativeGroups}
          </td>
          <td className={cell}>{percent(row.auprc)}</td>
          <td className={cell}>{percent(row.recallAt5Fpr)}</td>
          <td className={cell}>{percent(row.ece)}</td>
        </tr>
      ))}
    </FigureTable>
  );
}
