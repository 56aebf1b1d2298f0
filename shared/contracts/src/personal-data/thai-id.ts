/**
 * Whether the last of thirteen digits is the check digit of a Thai national id: the first twelve, weighted 13 to 2, summed
 * modulo 11, taken from 11, of which the last digit counts (Department of Provincial Administration; the same as
 * `isIdentityCard('TH')` of validator.js).
 */
export function hasThaiIdChecksum(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false;
  const values = [...digits].map(Number);
  const sum = values.slice(0, 12).reduce((total, value, index) => total + value * (13 - index), 0);
  return (11 - (sum % 11)) % 10 === values[12];
}
