import type { ModelFigureRow, ModelVersionView } from '@lapwing/contracts';
import { Select } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';
import { percent } from './percent.ts';
import { useLanguageName } from './use-language-name.ts';

/** What was measured when a version was trained, per language and category. */
export function Figures({ versions }: { versions: readonly ModelVersionView[] }) {
  const { t } = useTranslation('models');
  const [chosen, setChosen] = useState<string | null>(null);
  const model = versions.find(({ version }) => version === chosen) ?? versions[0];
  if (!model) return null;
  const { test } = model.figures;
  // All languages together first.
  const ordered = test.toSorted((a, b) => Number(b.lang === 'all') - Number(a.lang === 'all'));
  const risk = ordered.filter(({ label }) => label === 'RISK');
  const rest = ordered.filter(({ label }) => label !== 'RISK');
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
          <Table version={model.version} rows={risk} />
          <details>
            <summary className="w-fit py-1 text-accent">{t('figures.byCategory')}</summary>
            <div className="pt-1.5">
              <Table version={model.version} rows={rest} byCategory />
            </div>
          </details>
        </>
      )}
    </Section>
  );
}

interface TableProps {
  version: string;
  rows: readonly ModelFigureRow[];
  byCategory?: boolean;
}

function Table({ version, rows, byCategory = false }: TableProps) {
  const { t } = useTranslation(['models', 'taxonomy']);
  const nameOf = useLanguageName();
  const caption = t('models:figures.caption', { version });
  return (
    <FigureTable
      caption={byCategory ? `${caption}, ${t('models:figures.byCategory')}` : caption}
      columns={[
        ...(byCategory ? [t('models:figures.label')] : []),
        t('models:figures.language'),
        t('models:figures.groups'),
        t('models:figures.auprc'),
        t('models:figures.recall'),
        t('models:figures.ece'),
      ]}
    >
      {rows.map((row) => (
        <tr key={`${row.label} ${row.lang}`}>
          {byCategory ? (
            <th scope="row" className={rowHeading}>
              {row.label === 'RISK' ? t('models:figures.risk') : t(`taxonomy:category.${row.label}.name`)}
            </th>
          ) : null}
          {byCategory ? (
            <td className={cell}>{nameOf(row.lang)}</td>
          ) : (
            <th scope="row" className={`${rowHeading} first-letter:uppercase`}>
              {nameOf(row.lang)}
            </th>
          )}
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
