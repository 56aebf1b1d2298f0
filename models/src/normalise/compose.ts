import { Trait, traitsOfUnit } from './text-traits.ts';
import { applyEdits, type Edit, rewrite, type TracedText } from './traced-text.ts';

const cluster = /(?:\P{ASCII}|\p{ASCII}(?=\p{M}))\p{M}*/gu;

/** NFKC, one cluster (a character and its marks) at a time, so that the trace stays fine. */
export function compose(source: TracedText, traits: number): TracedText {
  const { text } = source;
  if ((traits & Trait.composed) === 0 || text.normalize('NFKC') === text) return source;
  if (traits & Trait.astral) return rewrite(source, cluster, ([matched]) => matched.normalize('NFKC'));
  // The same by hand: most clusters of Thai are plain to see unchanged, and need no call.
  const edits: Edit[] = [];
  let from = 0;
  while (from < text.length) {
    const own = traitsOfUnit(text.charCodeAt(from));
    let to = isHighSurrogate(text.charCodeAt(from)) ? from + 2 : from + 1;
    while (to < text.length && traitsOfUnit(text.charCodeAt(to)) & Trait.mark) to += 1;
    if (own & Trait.unstable || (to - from > 1 && !isPlainThai(text, from, to))) {
      const matched = text.slice(from, to);
      const replacement = matched.normalize('NFKC');
      if (replacement !== matched) edits.push({ from, to, replacement });
    }
    from = to;
  }
  return applyEdits(source, edits);
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isThai = (unit: number): boolean => unit >= 0x0e00 && unit <= 0x0e7f;

/** Whether a cluster is a Thai letter with at most two marks in canonical order. Thai marks compose with nothing. */
function isPlainThai(text: string, from: number, to: number): boolean {
  if (to - from > 3 || traitsOfUnit(text.charCodeAt(from)) & Trait.mark) return false;
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    // SARA AM comes apart; SARA U, SARA UU and PHINTHU may have to go before another mark.
    if (!isThai(unit) || unit === 0x0e33) return false;
    if (at === from + 2 && unit >= 0x0e38 && unit <= 0x0e3a) return false;
  }
  return true;
}
