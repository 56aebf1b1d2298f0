import { rewrite, type TracedText } from './traced-text.ts';

/** Private-use characters, removed from the input first, so that nobody can write them. */
export const URL_TOKEN = '\uE001';
export const EMAIL_TOKEN = '\uE002';
export const USER_TOKEN = '\uE003';
export const NUMBER_TOKEN = '\uE004';

const url = /(?:https?:\/\/|www\.)[!-~]+/g;
const email = /[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/g;
const bareDomain =
  /(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|me|io|co|gg|app|link|ly|th|ph|id|vn)(?![a-z0-9-])(?:\/[!-~]*)?/g;
const userName = /(?<![\p{L}\p{N}])@[a-z0-9_][a-z0-9_.]*/gu;
const longNumber = /\+?\d(?:[ -]?\d){6,}/g;

/** Replaces what identifies (URLs, addresses, user names, phone numbers) by one token each: the kind matters, not the value. */
export function replaceIdentifiers(source: TracedText): TracedText {
  const { text } = source;
  if (!/[@.:\d]/.test(text)) return source;
  let result = rewrite(source, url, () => ` ${URL_TOKEN} `);
  result = rewrite(result, email, () => ` ${EMAIL_TOKEN} `);
  result = rewrite(result, bareDomain, () => ` ${URL_TOKEN} `);
  result = rewrite(result, userName, () => ` ${USER_TOKEN} `);
  return rewrite(result, longNumber, () => ` ${NUMBER_TOKEN} `);
}
