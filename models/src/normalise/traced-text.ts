/**
 * Text that remembers where it came from. `starts[i]` and `ends[i]` are the offsets (UTF-16 units) in the
 * original of the unit `i`; both are absent when nobody asked for explanations, which is the fast case.
 */
export type TracedText = { text: string; origin?: { starts: number[]; ends: number[] } };

/** Starts a trace in which every unit is its own origin. */
export function traceText(text: string): TracedText {
  const starts = Array.from(text, () => 0);
  starts.length = text.length;
  for (let i = 0; i < text.length; i += 1) starts[i] = i;
  return { text, origin: { starts, ends: starts.map((start) => start + 1) } };
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
  let text = '';
  let from = 0;
  const { origin } = source;
  const starts: number[] = [];
  const ends: number[] = [];
  const keep = (to: number): void => {
    text += source.text.slice(from, to);
    if (!origin) return;
    for (let i = from; i < to; i += 1) {
      starts.push(origin.starts[i] ?? 0);
      ends.push(origin.ends[i] ?? 0);
    }
  };
  for (const match of source.text.matchAll(pattern)) {
    const [matched] = match;
    const replacement = replace(match);
    if (replacement === matched) continue;
    keep(match.index);
    from = match.index + matched.length;
    text += replacement;
    if (!origin) continue;
    const start = origin.starts[match.index] ?? 0;
    const end = origin.ends[from - 1] ?? start;
    for (let i = 0; i < replacement.length; i += 1) {
      starts.push(start);
      ends.push(end);
    }
  }
  if (from === 0) return source;
  keep(source.text.length);
  return origin ? { text, origin: { starts, ends } } : { text };
}
