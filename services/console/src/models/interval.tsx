import type { IntervalView } from '@lapwing/contracts';
import { cell } from './figure-table.tsx';
import { percent } from './percent.ts';

/** A cell with a figure in per cent and its interval. */
export function Interval({ interval, signed = false }: { interval: IntervalView; signed?: boolean }) {
  const { value, low, high } = interval;
  const sign = signed && value !== null && value > 0 ? '+' : '';
  return (
    <td className={cell}>
      {sign}
      {percent(value)}
      {low === null ? null : (
        <span className="text-xs text-ink-muted max-sm:block sm:ml-2">
          {percent(low)} … {percent(high)}
        </span>
      )}
    </td>
  );
}
