import type { CountName, Counts } from '../reading.ts';
import { parseCount } from './parse-count.ts';

/** How sites name their numbers, in the languages that analysts have them in. */
const words: readonly (readonly [CountName, RegExp])[] = [
  ['comments', /comment|repl(?:y|ies)|answers?\b|ความคิดเห็น|ความเห็น|ตอบกลับ|komentar|balasan/iu],
  ['shares', /shares?\b|reposts?\b|retweets?\b|boosts?\b|แชร์|รีโพสต์|bagikan/iu],
  ['views', /views?\b|watching|plays?\b|การดู|กำลังดู|รับชม|tayangan|ditonton/iu],
  ['likes', /likes?\b|reactions?\b|upvotes?\b|favou?rites?\b|ถูกใจ|ความรู้สึก|โหวต|suka/iu],
];

/** Longer labels are sentences, and may hold any number. */
const MAX_LABEL = 80;

/** Where one label says several numbers: "3 replies, 5 reposts". */
const between = /(?:[,;·•|]\s+|\band\s+|และ\s*)(?=\d)/u;

/** Puts the numbers that a label states into the counts, where each is the first of its name. */
export function countLabel(label: string, counts: Counts): void {
  if (label.length > MAX_LABEL || !/\d/.test(label)) return;
  for (const phrase of label.split(between)) {
    const name = words.find(([, form]) => form.test(phrase))?.[0];
    const count = name === undefined || counts[name] !== undefined ? null : parseCount(phrase);
    if (name !== undefined && count !== null) counts[name] = count;
  }
}
