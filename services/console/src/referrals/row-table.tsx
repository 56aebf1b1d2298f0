import { IconButton, useToast } from '@lapwing/ui';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Cells with more characters than this get a wider column. */
const LONG_CELL = 20;

export interface RowTableProps {
  columns: readonly string[];
  rows: readonly string[][];
  label: string;
}

/** Rows to the letter, in the recipient's own order of columns. A row can be copied for a recipient's web form. */
export function RowTable({ columns, rows, label }: RowTableProps) {
  const { t } = useTranslation(['console', 'common']);
  const toast = useToast();
  const copy = async (row: readonly string[]) => {
    await navigator.clipboard.writeText(
      columns.map((column, index) => `${column}: ${row[index] ?? ''}`).join('\n'),
    );
    toast.show({ id: 'copied', title: t('common:actions.copied') });
  };
  return (
    <section aria-label={label} className="max-h-[40vh] overflow-auto rounded-md border border-line">
      <table className="min-w-full text-sm">
        <thead className="sticky top-0 bg-sunken">
          <tr>
            <th scope="col" className="w-9">
              <span className="sr-only">{t('common:actions.copy')}</span>
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="px-2.5 py-1.5 text-left font-mono text-xs font-medium whitespace-nowrap"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={row.join('\u001f')} className="border-t border-line align-top">
              <td className="py-1 pl-1">
                <IconButton
                  label={t('console:referrals.copyRow', { number: number + 1 })}
                  icon={<Copy size={13} aria-hidden="true" />}
                  onClick={() => void copy(row)}
                />
              </td>
              {row.map((cell, index) => (
                <td
                  key={columns[index]}
                  className={`max-w-96 px-2.5 py-1.5 whitespace-pre-wrap wrap-anywhere ${cell.length > LONG_CELL ? 'min-w-64' : 'min-w-20'}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
