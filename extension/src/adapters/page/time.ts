/** A moment as a page states it, as ISO 8601 in UTC; '' where it states none, or a day without a time. */
export function momentOf(written: string | null): string {
  if (written === null || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(written)) return '';
  // Without a zone it is anybody's guess which one is meant.
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/.test(written.trim())) return '';
  const at = new Date(written.trim().replace(' ', 'T'));
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999 ? '' : at.toISOString();
}

/** Seconds since the epoch, as some sites write them, as ISO 8601. */
export function momentOfSeconds(written: string | null): string {
  return written !== null && /^\d{9,11}$/.test(written)
    ? new Date(Number(written) * 1_000).toISOString()
    : '';
}
