import { Trait, traitsOfUnit } from './text-traits.ts';
import { applyEdits, type Edit, rewrite, type TracedText } from './traced-text.ts';

const cluster = /(?:\P{ASCII}|\p{ASCII}(?=\p{M}))\p{M}*/gu;

/** Marks past the thirtieth on one letter, as Unicode's stream-safe format counts them (UAX #15). */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

/** Leaves out marks that no script needs: to put thousands of them in order takes longer than all the rest. */
export function limitMarks(source: TracedText, traits: number): TracedText {
  if ((traits & Trait.composed) === 0) return source;
  if ((traits & Trait.astral) === 0 && !hasManyMarks(source.text)) return source;
  return rewrite(source, tooManyMarks, (match) => match[1] ?? '');
}

/** A run of 31 marks cannot hide between every 31st unit. */
function hasManyMarks(text: string): boolean {
  const isMark = (at: number): boolean => (traitsOfUnit(text.charCodeAt(at)) & Trait.mark) !== 0;
  for (let at = 30; at < text.length; at += 31) {
    if (!isMark(at)) continue;
    let from = at;
    while (from > 0 && isMark(from - 1)) from -= 1;
    let to = at + 1;
    while (to < text.length && isMark(to)) to += 1;
    if (to - from > 30) return true;
  }
  return false;
}

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
