const scales: readonly (readonly [RegExp, number])[] = [
  [/^(?:k(?!\p{L})|พัน|rb(?!\p{L}))/iu, 1_000],
  [/^หมื่น/u, 10_000],
  [/^แสน/u, 100_000],
  [/^(?:m(?!\p{L})|ล้าน|jt(?!\p{L}))/iu, 1_000_000],
  [/^b(?!\p{L})/iu, 1_000_000_000],
];

/** The first number of a text as sites write it: `1,204 likes`, `12.5K`, `3 พัน`; null where there is none. */
export function parseCount(text: string): number | null {
  const [, digits, rest = ''] = /(\d[\d.,\u00a0\u202f]*)\s*([\p{L}\p{M}]*)/u.exec(text.slice(0, 200)) ?? [];
  if (digits === undefined) return null;
  const scale = scales.find(([form]) => form.test(rest))?.[1] ?? 1;
  const plain = digits.replace(/[\u00a0\u202f]/g, '');
  // With a scale a single separator is a decimal point in every language; without one it groups thousands.
  const value =
    scale === 1 ? Number(plain.replace(/[.,]/g, '')) : Number(plain.replace(',', '.').replace(/\.$/, ''));
  const count = Math.round(value * scale);
  return Number.isSafeInteger(count) ? count : null;
}
