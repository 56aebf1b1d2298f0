import type { AgreementWeek } from '@lapwing/contracts';
import { useLanguage } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import { ScrollArea } from '../shell/scroll-area.tsx';
import { cell, FigureTable, rowHeading } from './figure-table.tsx';

/** How often the score said what reviewers then concluded, week by week. */
export function Agreement({ weeks }: { weeks: readonly AgreementWeek[] }) {
  const { t } = useTranslation('models');
  return (
    <Section title={t('agreement.title')}>
      <p className="text-ink-muted">{t('agreement.body')}</p>
      {weeks.length === 0 ? (
        <p>{t('agreement.none')}</p>
      ) : (
        <>
          <Chart weeks={weeks} />
          <details>
            <summary className="w-fit py-1 text-accent">{t('agreement.asTable')}</summary>
            <div className="pt-1.5">
              <Counts weeks={weeks} />
            </div>
          </details>
        </>
      )}
    </Section>
  );
}

/** Day and month of a week's Monday, in the language of the page. */
function useWeekName(): (week: string) => string {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    calendar: 'gregory',
  });
  return (week) => format.format(new Date(`${week}T00:00:00Z`));
}

/** A bar for each week, with its figures in words beneath: nothing is said by colour or height alone. */
function Chart({ weeks }: { weeks: readonly AgreementWeek[] }) {
  const { t } = useTranslation('models');
  const nameOf = useWeekName();
  return (
    <ScrollArea label={t('agreement.chart')}>
      <ol className="flex min-w-fit gap-2 p-3">
        {weeks.map(({ week, decisions, agreed }) => {
          const share = decisions === 0 ? 0 : Math.round((agreed / decisions) * 100);
          return (
            <li key={week} className="flex min-w-fit flex-1 basis-16 flex-col items-center gap-1 text-center">
              <svg
                aria-hidden="true"
                viewBox="0 0 10 100"
                preserveAspectRatio="none"
                className="h-28 w-full max-w-12"
              >
                <rect width="10" height="100" className="fill-sunken" />
                <rect y={100 - share} width="10" height={share} className="fill-accent" />
              </svg>
              <span className="text-xs whitespace-nowrap">
                {decisions === 0 ? '–' : t('agreement.bar', { percent: share, count: decisions })}
              </span>
              <span className="text-xs text-ink-muted">{nameOf(week)}</span>
            </li>
          );
        })}
      </ol>
    </ScrollArea>
  );
}

const counts = ['decisions', 'agreed', 'missed', 'falseAlarms', 'unsure'] as const;

function Counts({ weeks }: { weeks: readonly AgreementWeek[] }) {
  const { t } = useTranslation('models');
  const nameOf = useWeekName();
  return (
    <FigureTable
      caption={t('agreement.title')}
      columns={[t('agreement.week'), ...counts.map((count) => t(`agreement.${count}`))]}
    >
      {weeks.map((week) => (
        <tr key={week.week}>
          <th scope="row" className={rowHeading}>
            {nameOf(week.week)}
          </th>
          {counts.map((count) => (
            <td key={count} className={cell}>
              {week[count]}
            </td>
          ))}
        </tr>
      ))}
    </FigureTable>
  );
}
