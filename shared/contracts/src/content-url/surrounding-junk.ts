/**
 * What clings to a URL when it is copied out of running text: white space, invisible characters, quotes,
 * brackets and the punctuation of the sentence (ASCII, typographic, Thai pages' quotes, CJK full-width).
 */
const opening = /^[\s\p{Cf}"'`<([{*“”‘’„‟«»‹›「『【〈《（]+/u;
const closing = /[\s\p{Cf}"'`>*|.,;:!?…“”‘’„‟«»‹›」』】〉》）。、，．！？；：｡]/u;
const bracketPairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Drops surrounding junk. A closing bracket stays when its opening one is inside the URL: `…/Foo_(bar)`. */
export function trimJunk(text: string): string {
  const start = opening.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && isJunk(text.slice(start, end))) end -= 1;
  return text.slice(start, end);
}

function isJunk(text: string): boolean {
  const last = text.slice(-1);
  const open = bracketPairs[last];
  if (open === undefined) return closing.test(last);
  return text.split(last).length > text.split(open).length;
}

/** Escapes a last character that would be taken for junk, so that a canonical URL survives being pasted. */
export function protectTail(canonicalUrl: string): string {
  if (trimJunk(canonicalUrl) === canonicalUrl) return canonicalUrl;
  const last = canonicalUrl.charCodeAt(canonicalUrl.length - 1);
  return `${canonicalUrl.slice(0, -1)}%${last.toString(16).toUpperCase().padStart(2, '0')}`;
}
