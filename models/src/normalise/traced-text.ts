/**
 * Text that remembers where it came from: what each pass over it changed, or nothing where nobody asked for
 * explanations. See `originOf`.
 */
export type TracedText = { text: string; passes?: readonly Pass[] };

/** The changes of one pass in ascending order, four numbers each: from and to in the new text, from and to in the old. */
type Pass = readonly number[];

/** A stretch to replace. Stretches are given in ascending order and do not overlap. */
export type Edit = { from: number; to: number; replacement: string };

/** Starts a trace, with no change so far. */
export function traceText(text: string): TracedText {
  return { text, passes: [] };
}

/**
 * `String.replace` that keeps the trace: every unit of a replacement originates from the whole match.
 * `pattern` must be global; `replace` returns the match itself where nothing is to change.
 */
export function rewrite(
  source: TracedText,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string,
): TracedText {
  const edits: Edit[] = [];
  for (const match of source.text.matchAll(pattern)) {
    const [matched] = match;
    const replacement = replace(match);
    if (replacement === matched) continue;
    edits.push({ from: match.index, to: match.index + matched.length, replacement });
  }
  return applyEdits(source, edits);
}

/** The text with the edits made, and with them in its trace; the source itself where there are none. */
export function applyEdits(source: TracedText, edits: readonly Edit[]): TracedText {
  if (edits.length === 0) return source;
  let text = '';
  let kept = 0;
  const pass: number[] = [];
  for (const { from, to, replacement } of edits) {
    text += source.text.slice(kept, from);
    if (source.passes) pass.push(text.length, text.length + replacement.length, from, to);
    text += replacement;
    kept = to;
  }
  text += source.text.slice(kept);
  return source.passes ? { text, passes: [...source.passes, pass] } : { text };
}

/** Where the units from `start` to `end` (not empty) stood in the original, in UTF-16 units. The text must be traced. */
export function originOf(
  { passes = [] }: TracedText,
  start: number,
  end: number,
): { start: number; end: number } {
  let first = start;
  let last = end - 1;
  for (const pass of passes.toReversed()) {
    first = unitBefore(pass, first, 'first');
    last = unitBefore(pass, last, 'last');
  }
  return { start: first, end: last + 1 };
}

/** The unit of the old text that a unit of the new one comes from: the first or the last where it is a replacement. */
function unitBefore(pass: Pass, unit: number, which: 'first' | 'last'): number {
  let low = 0;
  let high = pass.length / 4;
  // The first change that begins after the unit; the one before it may hold the unit.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pass[4 * middle] ?? 0) <= unit) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return unit;
  const [, newTo = 0, oldFrom = 0, oldTo = 0] = pass.slice(4 * (low - 1), 4 * low);
  if (unit >= newTo) return unit - newTo + oldTo;
  return which === 'first' ? oldFrom : oldTo - 1;
}
