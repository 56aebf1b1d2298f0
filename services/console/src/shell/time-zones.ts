/** The zone of this device. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Zones to choose from: the one that is chosen, that of this device, UTC, then all others. */
export function zoneChoices(chosen: string): { value: string; label: string }[] {
  const zones = new Set([chosen, deviceZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
