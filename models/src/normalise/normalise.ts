import { compose, limitMarks } from './compose.ts';
import { foldLookalikes } from './fold-lookalikes.ts';
import { replaceIdentifiers } from './placeholders.ts';
import { Trait, traitsOf } from './text-traits.ts';
import { rewrite, type TracedText, traceText } from './traced-text.ts';

/** Nothing past this many UTF-16 units is read; contracts allow 5,000. */
const MAX_UNITS = 10_000;

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Private_Use}]/gu;
const upperCase = /[\p{Lu}\p{Lt}]/gu;
// NFKC splits SARA AM into NIKHAHIT + SARA AA; typing habits put a tone mark between or before them.
const thaiSaraAm = /\u0E4D([\u0E48-\u0E4B]?)\u0E32/g;
const thaiSaraAmAfterTone = /([\u0E48-\u0E4B])\u0E4D\u0E32/g;
const laoAm = /\u0ECD([\u0EC8-\u0ECB]?)\u0EB2/g;
const elongated = /(\p{L})\1{2,}/gu;
/** All white space but a single space, which is what it becomes. */
const spaces = /\s{2,}|[^\S ]/g;

/**
 * The one normal form that training and inference share: invisible characters out, NFKC, lower case, Thai and
 * Lao SARA AM whole again, identifiers as placeholders, look-alike letters folded, elongation collapsed.
 * With `trace`, the result knows where in the original its units stood. A pass that has nothing to look at is left out.
 */
export function normalise(text: string, trace = false): TracedText {
  const whole = text.slice(0, MAX_UNITS).toWellFormed();
  let result: TracedText = trace ? traceText(whole) : { text: whole };
  let traits = traitsOf(whole);
  /** Makes a pass, and looks at the text again where it changed anything. */
  const pass = (changed: TracedText): void => {
    if (changed === result) return;
    result = changed;
    traits = traitsOf(changed.text);
  };
  if (traits & Trait.invisible) pass(rewrite(result, invisible, () => ''));
  pass(limitMarks(result, traits));
  pass(compose(result, traits));
  if (traits & Trait.otherUpper) pass(rewrite(result, upperCase, ([matched]) => matched.toLowerCase()));
  else if (traits & Trait.asciiUpper) pass({ ...result, text: result.text.toLowerCase() });
  pass(joinSaraAm(result));
  pass(replaceIdentifiers(result));
  pass(foldLookalikes(result, traits));
  if (traits & Trait.elongated) pass(rewrite(result, elongated, ([matched]) => collapse(matched)));
  if (traits & Trait.space) pass(rewrite(result, spaces, () => ' '));
  return result;
}

function joinSaraAm(source: TracedText): TracedText {
  let result = source;
  if (result.text.includes('\u0E4D')) {
    result = rewrite(result, thaiSaraAm, (match) => `${match[1] ?? ''}\u0E33`);
    result = rewrite(result, thaiSaraAmAfterTone, (match) => `${match[1] ?? ''}\u0E33`);
  }
  if (!result.text.includes('\u0ECD')) return result;
  return rewrite(result, laoAm, (match) => `${match[1] ?? ''}\u0EB3`);
}

/** English doubles letters in earnest (cool), Thai does not: two of a Latin letter stay, one of any other. */
function collapse(letters: string): string {
  const [first = ''] = letters;
  return /[a-z]/.test(first) ? first + first : first;
}
