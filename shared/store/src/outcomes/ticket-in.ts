/**
 * The recipient's own number that a cell says, or null. A number has a digit, of any script: a dash or "n/a" stands for
 * none, and would join what has nothing to do with each other.
 */
export function ticketIn(cell: string): string | null {
  return /\p{Nd}/u.test(cell) ? cell.trim() : null;
}
