import type { FigureTimes } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';
import { cell, FigureTable, rowHeading } from '../models/figure-table.tsx';
import { Section } from '../shell/page.tsx';
import { PartBars } from './part-bars.tsx';
import { useDuration } from './use-duration.ts';

interface Row<Key extends string> {
  key: Key | null;
  sent: number;
  takenDown: number | null;
  stillUp: number | null;
  times: FigureTimes | null;
}

export interface BreakdownProps<Key extends string> {
  way: 'recipient' | 'category' | 'language' | 'month';
  rows: readonly Row<Key>[];
  nameOf: (key: Key) => string;
}

/** One way of counting: how much was taken down and how long it took as bars, and everything in a table beneath. */
export function Breakdown<Key extends string>({ way, rows, nameOf }: BreakdownProps<Key>) {
  const { t } = useTranslation('figures');
  const duration = useDuration();
  const named = rows.map((row) => ({
    ...row,
    key: row.key ?? 'rest',
    name: row.key === null ? t('rest') : nameOf(row.key),
  }));
  const timed = named.flatMap(({ times, ...row }) => (times?.medianHours ? [{ ...row, ...times }] : []));
  const title = t(`by.${way}`);
  return (
    <Section title={title}>
      <div className="grid gap-3 lg:grid-cols-2">
        <Chart title={t('chart.sent')} label={`${title}: ${t('chart.sent')}`}>
          {named.map(({ key, name, sent, takenDown }) => ({
            key,
            name,
            whole: sent,
            part: takenDown,
            text: takenDown === null ? t('chart.sentOnly', { sent }) : t('chart.ofSent', { sent, takenDown }),
          }))}
        </Chart>
        {timed.length > 0 ? (
          <Chart title={t('chart.times')} label={`${title}: ${t('chart.times')}`}>
            {timed.map(({ key, name, medianHours, ninetiethHours }) => ({
              key,
              name,
              whole: ninetiethHours,
              part: medianHours,
              text: [medianHours, ninetiethHours]
                .map((hours) => (hours === null ? t('notYet') : duration(hours)))
                .join(' · '),
            }))}
          </Chart>
        ) : null}
      </div>
      <FigureTable
        caption={title}
        columns={[
          t(`column.${way}`),
          t('column.sent'),
          t('column.takenDown'),
          t('column.stillUp'),
          t('column.median'),
          t('column.ninetieth'),
        ]}
      >
        {named.map(({ key, name, sent, takenDown, stillUp, times }) => (
          <tr key={key}>
            <th scope="row" className={`${rowHeading} first-letter:uppercase`}>
              {name}
            </th>
            <td className={cell}>{sent}</td>
            <td className={cell}>{takenDown ?? t('withheld')}</td>
            <td className={cell}>{stillUp ?? t('withheld')}</td>
            {(['medianHours', 'ninetiethHours'] as const).map((time) => (
              <td key={time} className={cell}>
                {times === null ? '–' : times[time] === null ? t('notYet') : duration(times[time])}
              </td>
            ))}
          </tr>
        ))}
      </FigureTable>
    </Section>
  );
}

function Chart({
  title,
  label,
  children,
}: {
  title: string;
  label: string;
  children: Parameters<typeof PartBars>[0]['bars'];
}) {
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-sm text-ink-muted">{title}</figcaption>
      <PartBars label={label} bars={children} />
    </figure>
  );
}
