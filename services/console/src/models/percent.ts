/** A share as a number of per cent with one decimal and a real minus sign; a dash where there is no figure. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  const figure = (share * 100).toFixed(1);
  return figure === '-0.0' ? '0.0' : figure.replace('-', '\u2212');
}
