/** A share as a number of per cent with one decimal; a dash where there is no figure. */
export const percent = (share: number | null): string => (share === null ? '–' : (share * 100).toFixed(1));
