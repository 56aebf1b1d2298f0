import { languageOf } from '../calibrate/calibration.ts';
import { tokenise } from '../features/tokens.ts';
import { normalise } from '../normalise/normalise.ts';
import { originOf } from '../normalise/traced-text.ts';
import type { TruePost } from './judge.ts';

/** Language → word → log-odds for harmful. */
export type LeakageLexicon = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A word of fewer groups than this says more of its frame than of harm. */
const FEWEST_GROUPS = 3;
const MOST_PASSES = 5;
const letters = /\p{L}/u;

/**
 * The words of each language that give harm away best: those with the highest log-odds for harmful over their standard
 * error, where a group counts once however many posts it has (0.5 is added to every count). Plain log-odds would take
 * the rarest words, which is a weaker test.
 */
export function chooseLexicon(posts: readonly TruePost[], wordsPerLanguage: number): LeakageLexicon {
  const lexicon = new Map<string, ReadonlyMap<string, number>>();
  for (const lang of new Set(posts.map((post) => languageOf(post.lang)))) {
    const counts = new Map<string, { harmful: number; harmless: number; groups: Set<string> }>();
    const total = { harmful: 0, harmless: 0 };
    for (const post of posts) {
      if (languageOf(post.lang) !== lang) continue;
      const side = post.labels.length > 0 ? 'harmful' : 'harmless';
      total[side] += post.weight;
      for (const word of wordsOf(post.text)) {
        const count = counts.get(word) ?? { harmful: 0, harmless: 0, groups: new Set() };
        counts.set(word, count);
        count[side] += post.weight;
        count.groups.add(post.group);
      }
    }
    const ranked = [...counts].flatMap(([word, { harmful, harmless, groups }]) => {
      if (groups.size < FEWEST_GROUPS) return [];
      const odds = (count: number, of: number): number => Math.log((count + 0.5) / (of - count + 0.5));
      const logOdds = odds(harmful, total.harmful) - odds(harmless, total.harmless);
      const error = Math.sqrt(1 / (harmful + 0.5) + 1 / (harmless + 0.5));
      return logOdds > 0 ? [{ word, logOdds, certainty: logOdds / error }] : [];
    });
    ranked.sort((a, b) => b.certainty - a.certainty || (a.word < b.word ? -1 : 1));
    lexicon.set(lang, new Map(ranked.slice(0, wordsPerLanguage).map(({ word, logOdds }) => [word, logOdds])));
  }
  return lexicon;
}

function wordsOf(text: string): Set<string> {
  return new Set(
    tokenise(normalise(text)).flatMap((token) => (letters.test(token.text) ? [token.text] : [])),
  );
}

/** The sum of the log-odds of the different lexicon words in a text, and how many there are. */
export function lexiconScore(
  lexicon: LeakageLexicon,
  { text, lang }: Pick<TruePost, 'text' | 'lang'>,
): { score: number; words: number } {
  const odds = lexicon.get(languageOf(lang));
  const found = [...wordsOf(text)].flatMap((word) => odds?.get(word) ?? []);
  return { score: found.reduce((sum, each) => sum + each, 0), words: found.length };
}

/** The text with every lexicon word of its language cut out. Cutting can join Thai words anew, so it is repeated. */
export function withoutLexicon(
  lexicon: LeakageLexicon,
  { text, lang }: Pick<TruePost, 'text' | 'lang'>,
): string {
  const odds = lexicon.get(languageOf(lang));
  let rest = text;
  for (let pass = 0; odds && pass < MOST_PASSES; pass += 1) {
    const normal = normalise(rest, true);
    const spans = tokenise(normal).flatMap((token) => {
      if (!odds.has(token.text)) return [];
      const { start, end } = originOf(normal, token.start, token.end);
      return [{ from: start, to: end }];
    });
    if (spans.length === 0) break;
    let kept = '';
    let at = 0;
    for (const { from, to } of spans) {
      kept += rest.slice(at, Math.max(at, from));
      at = Math.max(at, to);
    }
    rest = kept + rest.slice(at);
  }
  return rest.replace(/\s+/g, ' ').trim();
}
