/** Now, or a given time, as the value of a `datetime-local` field: this device's zone, to the minute. */
export function localNow(now: Date = new Date()): string {
  const shifted = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The value of a `datetime-local` field as ISO 8601 in UTC; null when it is empty or no time. */
export function isoOfLocal(value: string): string | null {
  const time = Date.parse(value);
  return value === '' || Number.isNaN(time) ? null : new Date(time).toISOString();
}
