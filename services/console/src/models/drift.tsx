import type { DriftRow } from '@lapwing/contracts';
import { Badge } from '@lapwing/ui';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';
import { useLanguageName } from './use-language-name.ts';

const index = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

/** Whether the posts of late are still like those that the model was measured on; an alarm in words where not. */
export function Drift({ rows }: { rows: readonly DriftRow[] }) {
  const { t } = useTranslation('models');
  const nameOf = useLanguageName();
  const changed = rows.filter(({ alarm }) => alarm);
  return (
    <Section title={t('drift.title')}>
      <p className="text-ink-muted">{t('drift.body')}</p>
      {changed.length > 0 ? (
        <div role="alert" className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          <p>{t('drift.alarm', { languages: changed.map(({ lang }) => nameOf(lang)).join(', ') })}</p>
        </div>
      ) : null}
      {rows.length === 0 ? (
        <p>{t('drift.none')}</p>
      ) : (
        <FigureTable
          caption={t('drift.caption')}
          columns={[
            t('figures.language'),
            t('drift.posts'),
            t('drift.risk'),
            t('drift.unknownWords'),
            t('drift.verdict'),
          ]}
        >
          {rows.map((row) => (
            <tr key={row.lang}>
              <th scope="row" className={`${rowHeading} first-letter:uppercase`}>
                {nameOf(row.lang)}
              </th>
              <td className={cell}>
                {row.before} / {row.now}
              </td>
              <td className={cell}>{row.enough ? index(row.risk) : '–'}</td>
              <td className={cell}>{row.enough ? index(row.unknownWords) : '–'}</td>
              <td className={cell}>
                <Badge tone={row.alarm ? 'warn' : 'neutral'}>
                  {t(row.enough ? (row.alarm ? 'drift.changed' : 'drift.steady') : 'drift.tooFew')}
                </Badge>
              </td>
            </tr>
          ))}
        </FigureTable>
      )}
    </Section>
  );
}
