import { foldLookalikes } from './fold-lookalikes.ts';
import { replaceIdentifiers } from './placeholders.ts';
import { rewrite, type TracedText, traceText } from './traced-text.ts';

/** Nothing past this many UTF-16 units is read; contracts allow 5,000. */
const MAX_UNITS = 10_000;

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Private_Use}]/gu;
const cluster = /(?:\P{ASCII}|\p{ASCII}(?=\p{M}))\p{M}*/gu;
const upperCase = /[\p{Lu}\p{Lt}]/gu;
// NFKC splits SARA AM into NIKHAHIT + SARA AA; typing habits put a tone mark between or before them.
const thaiSaraAm = /\u0E4D([\u0E48-\u0E4B]?)\u0E32/g;
const thaiSaraAmAfterTone = /([\u0E48-\u0E4B])\u0E4D\u0E32/g;
const laoAm = /\u0ECD([\u0EC8-\u0ECB]?)\u0EB2/g;
const elongated = /(\p{L})\1{2,}/gu;
const spaces = /\s+/g;

/**
 * The one normal form that training and inference share: invisible characters out, NFKC, lower case, Thai and
 * Lao SARA AM whole again, identifiers as placeholders, look-alike letters folded, elongation collapsed.
 * With `trace`, the result knows the original offsets of each unit.
 */
export function normalise(text: string, trace = false): TracedText {
  const whole = text.slice(0, MAX_UNITS).toWellFormed();
  let result: TracedText = trace ? traceText(whole) : { text: whole };
  result = rewrite(result, invisible, () => '');
  if (result.text.normalize('NFKC') !== result.text) {
    result = rewrite(result, cluster, ([matched]) => matched.normalize('NFKC'));
  }
  result = rewrite(result, upperCase, ([matched]) => matched.toLowerCase());
  result = rewrite(result, thaiSaraAm, (match) => `${match[1] ?? ''}\u0E33`);
  result = rewrite(result, thaiSaraAmAfterTone, (match) => `${match[1] ?? ''}\u0E33`);
  result = rewrite(result, laoAm, (match) => `${match[1] ?? ''}\u0EB3`);
  result = replaceIdentifiers(result);
  result = foldLookalikes(result);
  result = rewrite(result, elongated, ([matched]) => collapse(matched));
  return rewrite(result, spaces, () => ' ');
}

/** English doubles letters in earnest (cool), Thai does not: two of a Latin letter stay, one of any other. */
function collapse(letters: string): string {
  const [first = ''] = letters;
  return /[a-z]/.test(first) ? first + first : first;
}
