/** Unicode's names of the characters that steer bidirectional text (UAX #9, section 2), in short. */
const names: Readonly<Record<string, string>> = {
  '\u061c': 'ALM',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
};
const control = /\p{Bidi_Control}/gu;

/** Pieces of a text, each with the name of the direction control that follows it (null at the end). */
export function splitAtControls(text: string): { words: string; control: string | null }[] {
  const found = text.match(control) ?? [];
  return text.split(control).map((words, index) => {
    const character = found[index];
    return { words, control: character === undefined ? null : (names[character] ?? '?') };
  });
}
