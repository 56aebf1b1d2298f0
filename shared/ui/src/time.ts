const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago (or until) `at` is, in words of the language: "3 hr ago". Both in epoch milliseconds. */
export function relativeTime(at: number, now: number, language: string): string {
  const difference = at - now;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' });
  for (const [unit, size] of steps) {
    if (Math.abs(difference) >= size) return format.format(Math.trunc(difference / size), unit);
  }
  return format.format(0, 'second');
}

/** A remaining time as a clock, "4:07" or "1:02:09"; never below zero. Milliseconds in. */
export function clockTime(remaining: number): string {
  const seconds = Math.max(0, Math.ceil(remaining / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A full date and time in the language, with the time zone: for titles and details. ISO 8601 in. */
export function fullTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    // The Gregorian year everywhere: evidence goes to people who do not count in the Buddhist era.
    calendar: 'gregory',
  }).format(new Date(at));
}

/** Milliseconds to add to this device's clock to get the server's, from one answer's server time. */
export function clockOffset(serverTime: string, receivedAt: number): number {
  return Date.parse(serverTime) - receivedAt;
}
