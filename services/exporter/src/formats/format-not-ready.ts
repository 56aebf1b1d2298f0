import type { Organisation } from '../envelope.ts';

/** A format demands something that this installation was not told. The batch fails with this sentence; nothing is sent. */
export class FormatNotReady extends Error {
  override name = 'FormatNotReady';
}

const settings = { contact: 'LAPWING_ORGANISATION_CONTACT', domain: 'LAPWING_ORGANISATION_DOMAIN' };

/** One detail of the organisation that a format cannot do without. Throws {@link FormatNotReady} where it is not set. */
export function requiredOf(
  organisation: Organisation,
  detail: 'contact' | 'domain',
  formatName: string,
): string {
  const value = organisation[detail];
  if (value === undefined) throw new FormatNotReady(`${formatName} needs the setting ${settings[detail]}`);
  return value;
}
