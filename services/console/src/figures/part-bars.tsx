import { ScrollArea } from '../shell/scroll-area.tsx';

export interface PartBar {
  key: string;
  name: string;
  /** Null: only the part is known, and the bar stays open. */
  whole: number | null;
  /** Null: only the whole is known. */
  part: number | null;
  /** What the bar says, in words. */
  text: string;
}

/** A bar for each row, of which a part is filled; its figures stand in words beside it. */
export function PartBars({ label, bars }: { label: string; bars: readonly PartBar[] }) {
  const largest = Math.max(...bars.map(({ whole, part }) => Math.max(whole ?? 0, part ?? 0)), 1e-9);
  const widthOf = (value: number | null): number => (100 * (value ?? 0)) / largest;
  return (
    <ScrollArea label={label} className="min-w-0">
      <ol className="flex min-w-64 flex-col gap-2 p-3">
        {bars.map(({ key, name, whole, part, text }) => (
          <li key={key} className="flex flex-col gap-0.5">
            <span className="flex flex-wrap justify-between gap-x-3 text-sm">
              <span className="first-letter:uppercase">{name}</span>
              <span className="text-ink-muted">{text}</span>
            </span>
            <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-full">
              <rect width="100" height="10" className="fill-sunken" />
              <rect width={widthOf(whole)} height="10" className="fill-line-strong" />
              <rect y="1.5" width={widthOf(part)} height="7" className="fill-accent" />
            </svg>
          </li>
        ))}
      </ol>
    </ScrollArea>
  );
}
