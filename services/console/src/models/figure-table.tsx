import type { ReactNode } from 'react';
import { ScrollArea } from '../shell/scroll-area.tsx';

/** Looks of the cells of a table of figures. */
export const cell = 'px-3 py-1.5 text-right whitespace-nowrap';
export const rowHeading = 'px-3 py-1.5 text-left font-medium sm:whitespace-nowrap';

export interface FigureTableProps {
  /** What the table holds, for who does not see it. */
  caption: string;
  /** The first is over the row headings. */
  columns: readonly string[];
  /** Headings over several columns, from the left, a hairline between them; no title where there is nothing to say. */
  groups?: readonly { title: string | null; span: number }[];
  children: ReactNode;
}

/** A table of figures. */
export function FigureTable({ caption, columns, groups, children }: FigureTableProps) {
  return (
    <ScrollArea label={caption}>
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        {groups?.map(({ title, span }) => (
          <colgroup
            key={title ?? 'none'}
            span={span}
            className={title === null ? '' : 'border-l border-line'}
          />
        ))}
        <thead className="bg-canvas text-xs text-ink-muted">
          {groups ? (
            <tr>
              {groups.map(({ title, span }) =>
                title === null ? (
                  <td key="none" colSpan={span} />
                ) : (
                  <th
                    key={title}
                    scope="colgroup"
                    colSpan={span}
                    className="px-3 pt-1.5 text-left font-medium text-ink"
                  >
                    {title}
                  </th>
                ),
              )}
            </tr>
          ) : null}
          <tr>
            {columns.map((column, index) => (
              <th
                key={index}
                scope="col"
                className={`px-3 py-1.5 font-medium whitespace-nowrap ${index === 0 ? 'text-left' : 'text-right'}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </ScrollArea>
  );
}
