import type { Random } from '../random.ts';

/** Words for each slot. `opener` and `closer` go around any sentence, harmful or not, so that they teach nothing. */
export type Lexicon = Record<string, readonly string[]>;

/** Share of posts that get an opener, and of those that get a closer. */
const FRINGE_SHARE = 0.3;

function pick(choices: readonly string[], random: Random): string {
  return choices[Math.floor(random() * choices.length)] ?? '';
}

/** Slots of a template, for checks. */
export function slotsOf(template: string): string[] {
  return [...template.matchAll(/\{([a-z]+)\}/g)].map(([, slot = '']) => slot);
}

/** Fills one template: `(a|b)` takes one side, `{slot}` a word of the lexicon. Throws where a slot has no words. */
export function compose(template: string, lexicon: Lexicon, random: Random): string {
  const sentence = template
    .replace(/\(([^()]*\|[^()]*)\)/g, (_, choices: string) => pick(choices.split('|'), random))
    .replace(/\{([a-z]+)\}/g, (_, slot: string) => {
      const words = lexicon[slot];
      if (!words) throw new RangeError(`No words for {${slot}}.`);
      return pick(words, random);
    });
  const opener = random() < FRINGE_SHARE ? `${pick(lexicon.opener ?? [], random)} ` : '';
  const closer = random() < FRINGE_SHARE ? ` ${pick(lexicon.closer ?? [], random)}` : '';
  return `${opener}${sentence}${closer}`.replace(/\s+/g, ' ').trim();
}
