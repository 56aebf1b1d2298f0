/** Longest text that is taken from a page, in UTF-16 code units. */
export const MAX_CAPTURED_TEXT = 2_000;
/** Longest name or id that is taken from a page. */
export const MAX_CAPTURED_LINE = 200;

/** Text that can be stored: whole characters, no NUL, tidy white space, not longer than the limit. */
export function cutText(text: string, limit: number): string {
  const tidy = text
    .slice(0, limit * 4)
    .replaceAll('\u0000', '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
  return wellFormed(tidy.slice(0, limit)).trimEnd();
}

/** A name on one line. */
export function cutLine(text: string): string {
  return cutText(text.slice(0, MAX_CAPTURED_LINE * 4).replace(/\s+/g, ' '), MAX_CAPTURED_LINE);
}

// Cutting can leave half a character at the end; a page can have them anywhere.
function wellFormed(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return (last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text).toWellFormed();
}
