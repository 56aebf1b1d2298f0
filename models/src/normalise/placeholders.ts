import { applyEdits, type Edit, rewrite, type TracedText } from './traced-text.ts';

/** Private-use characters, removed from the input first, so that nobody can write them. */
export const URL_TOKEN = '\uE001';
export const EMAIL_TOKEN = '\uE002';
export const USER_TOKEN = '\uE003';
export const NUMBER_TOKEN = '\uE004';

const url = /(?:https?:\/\/|www\.)[!-~]+/g;
const localPart = /[a-z0-9._%+-]/;
const host = /[a-z0-9-]+(?:\.[a-z0-9-]+)+/y;
const bareDomain =
  /(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|me|io|co|gg|app|link|ly|th|ph|id|vn)(?![a-z0-9-])(?:\/[!-~]*)?/g;
const userName = /(?<![\p{L}\p{N}])@[a-z0-9_][a-z0-9_.]*/gu;
const longNumber = /\+?\d(?:[ -]?\d){6,}/g;

/** Replaces what identifies (URLs, addresses, user names, phone numbers) by one token each: the kind matters, not the value. */
export function replaceIdentifiers(source: TracedText): TracedText {
  const { text } = source;
  let result = source;
  if (text.includes('://') || text.includes('www.')) result = rewrite(result, url, () => ` ${URL_TOKEN} `);
  const hasAt = result.text.includes('@');
  if (hasAt) result = replaceAddresses(result);
  if (result.text.includes('.')) result = rewrite(result, bareDomain, () => ` ${URL_TOKEN} `);
  if (hasAt) result = rewrite(result, userName, () => ` ${USER_TOKEN} `);
  return /\d/.test(result.text) ? rewrite(result, longNumber, () => ` ${NUMBER_TOKEN} `) : result;
}

/**
 * What `[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+` matches. Found from its @ outwards: a regular expression would start at
 * each of thousands of letters, and read on to the end from every one.
 */
function replaceAddresses(source: TracedText): TracedText {
  const { text } = source;
  const edits: Edit[] = [];
  let free = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', Math.max(at + 1, free))) {
    let from = at;
    while (from > free && localPart.test(text[from - 1] ?? '')) from -= 1;
    host.lastIndex = at + 1;
    if (from === at || !host.test(text)) continue;
    free = host.lastIndex;
    edits.push({ from, to: free, replacement: ` ${EMAIL_TOKEN} ` });
  }
  return applyEdits(source, edits);
}
