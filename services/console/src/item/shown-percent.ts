/** A whole number of per cent as people read it: a score is never none and never certain. */
export function shownPercent(percent: number): string {
  if (percent < 1) return '< 1';
  return percent > 99 ? '> 99' : String(percent);
}
