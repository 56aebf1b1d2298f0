import { type FigureScope, type Figures, type FiguresQuery, figureScopes } from '@lapwing/contracts';
import { Button, EmptyState, Field, fullTime, Select, useLanguage } from '@lapwing/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChartNoAxesColumn, FileDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { figuresQuery } from '../api/figures.ts';
import { useLanguageName } from '../models/use-language-name.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { ActionTable } from './action-table.tsx';
import { Breakdown } from './breakdown.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { Summary } from './summary.tsx';

export interface FiguresPageProps {
  /** This year where none is said. */
  year: number | undefined;
  scope: FigureScope | undefined;
}

/** What was sent in a year and what became of it, in figures that tell of nobody. */
export function FiguresPage({ year = new Date().getUTCFullYear(), scope = 'PLATFORMS' }: FiguresPageProps) {
  const { t } = useTranslation('figures');
  // The year before stays while another one is read.
  const query = useQuery({ ...figuresQuery({ year, scope }), placeholderData: keepPreviousData });
  return (
    <Page title={t('title')} body={t('body')} actions={<ReportAction year={year} />} wide>
      <Choice year={year} scope={scope} firstYear={query.data?.firstYear ?? year} />
      <Loaded query={query}>
        {(figures) =>
          figures.total === null ? (
            <EmptyState
              icon={<ChartNoAxesColumn size={22} aria-hidden="true" />}
              title={t('tooFewTitle', { year: figures.year })}
              body={t('tooFewBody')}
            />
          ) : (
            <Told figures={figures} total={figures.total} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** Opens the dialog; also where there is little to show, since a report is due of such a year too. */
function ReportAction({ year }: { year: number }) {
  const { t } = useTranslation('figures');
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('report:manage')) return null;
  return (
    <>
      <Button icon={<FileDown size={15} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('report.open')}
      </Button>
      <ReportDialog year={year} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** The period and whose answers; kept in the address. */
function Choice({ year, scope, firstYear }: FiguresQuery & { firstYear: number }) {
  const { t } = useTranslation('figures');
  const navigate = useNavigate();
  const thisYear = new Date().getUTCFullYear();
  const from = Math.min(firstYear, year, thisYear);
  const years = Array.from({ length: Math.max(thisYear, year) - from + 1 }, (_, index) =>
    String(from + index),
  );
  const change = (next: Partial<FiguresQuery>) =>
    void navigate({ to: '/figures', search: { year, scope, ...next }, replace: true });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t('year')}>
        {(control) => (
          <Select
            {...control}
            value={String(year)}
            options={years.toReversed().map((one) => ({ value: one, label: one }))}
            onChange={(next) => change({ year: Number(next) })}
          />
        )}
      </Field>
      <Field label={t('scope')}>
        {(control) => (
          <Select
            {...control}
            value={scope}
            options={figureScopes.map((one) => ({ value: one, label: t(`scopeOf.${one}`) }))}
            onChange={(next) => change({ scope: next })}
          />
        )}
      </Field>
    </div>
  );
}

function Told({ figures, total }: { figures: Figures; total: NonNullable<Figures['total']> }) {
  const { t } = useTranslation(['figures', 'taxonomy']);
  const { language } = useLanguage();
  const languageName = useLanguageName();
  const month = new Intl.DateTimeFormat(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
    calendar: 'gregory',
  });
  const nameOfMonth = (key: string) => month.format(new Date(`${key}-01T00:00:00Z`));
  return (
    <div className="flex flex-col gap-8">
      <Summary total={total} />
      <Breakdown way="recipient" rows={figures.byRecipient} nameOf={(name) => name} />
      <Breakdown
        way="category"
        rows={figures.byCategory}
        nameOf={(category) => t(`taxonomy:category.${category}.name`)}
      />
      <Breakdown way="language" rows={figures.byLanguage} nameOf={languageName} />
      <Breakdown way="month" rows={figures.byMonth} nameOf={nameOfMonth} />
      <ActionTable rows={figures.byAction} />
      <p className="text-sm text-ink-muted">
        {t('figures:readAt', { when: fullTime(figures.readAt, language) })}
      </p>
    </div>
  );
}
