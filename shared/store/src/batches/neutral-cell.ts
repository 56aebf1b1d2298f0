/**
 * What a spreadsheet may take for a formula: `= + - @`, also full-width, behind any spaces or invisible characters,
 * and a leading TAB, CR or LF.
 */
const formula = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/** A cell that no spreadsheet takes for a formula: an apostrophe stands before what could be one. */
export function neutralCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}
