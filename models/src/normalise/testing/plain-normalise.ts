import { leet, lookalikes } from '../fold-lookalikes.ts';
import { EMAIL_TOKEN, NUMBER_TOKEN, URL_TOKEN, USER_TOKEN } from '../placeholders.ts';

const run = /[\p{L}\p{M}\p{N}@$!]+/gu;
const insideWord = /(?<=[a-z])[013457@$!]+(?=[a-z])/g;

function foldRun(text: string): string {
  let folded = text;
  // A run of one foreign script is a foreign word; only a mixed run is a disguise.
  if (/[a-z]/.test(text) && /[\p{Script=Cyrillic}\p{Script=Greek}\u0131\u0261\u0578]/u.test(text)) {
    folded = Array.from(text, (char) => lookalikes.get(char) ?? char).join('');
  }
  // Digits at the edge of a run are ages, grades and amounts (13yo, b4): only those inside a word are letters.
  return folded.replace(insideWord, (digits) =>
    Array.from(digits, (char) => leet.get(char) ?? char).join(''),
  );
}

/** `normalise` as one would write it down: every pass over every text, each with its regular expression. */
export function plainNormalise(text: string): string {
  let result = text
    .slice(0, 10_000)
    .toWellFormed()
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Private_Use}]/gu, '')
    .replace(/(\p{M}{30})\p{M}+/gu, '$1');
  if (result.normalize('NFKC') !== result) {
    result = result.replace(/(?:\P{ASCII}|\p{ASCII}(?=\p{M}))\p{M}*/gu, (matched) =>
      matched.normalize('NFKC'),
    );
  }
  return result
    .replace(/[\p{Lu}\p{Lt}]/gu, (matched) => matched.toLowerCase())
    .replace(/\u0E4D([\u0E48-\u0E4B]?)\u0E32/g, '$1\u0E33')
    .replace(/([\u0E48-\u0E4B])\u0E4D\u0E32/g, '$1\u0E33')
    .replace(/\u0ECD([\u0EC8-\u0ECB]?)\u0EB2/g, '$1\u0EB3')
    .replace(/(?:https?:\/\/|www\.)[!-~]+/g, ` ${URL_TOKEN} `)
    .replace(/[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/g, ` ${EMAIL_TOKEN} `)
    .replace(
      /(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|me|io|co|gg|app|link|ly|th|ph|id|vn)(?![a-z0-9-])(?:\/[!-~]*)?/g,
      ` ${URL_TOKEN} `,
    )
    .replace(/(?<![\p{L}\p{N}])@[a-z0-9_][a-z0-9_.]*/gu, ` ${USER_TOKEN} `)
    .replace(/\+?\d(?:[ -]?\d){6,}/g, ` ${NUMBER_TOKEN} `)
    .replace(run, foldRun)
    .replace(/(\p{L})\1{2,}/gu, (letters) => {
      const [first = ''] = letters;
      return /[a-z]/.test(first) ? first + first : first;
    })
    .replace(/\s+/g, ' ');
}
