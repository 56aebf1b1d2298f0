import type { Fact, Letter, LetterEntry } from './compose-letter.ts';

const RULE = '='.repeat(60);

/** No line of a value begins where a label or a heading would. */
const factLine = ({ label, value }: Fact): string =>
  `${label}: ${value.trim().replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '\n    ')}`;

const paragraphsOf = (list: readonly string[]): string[] => list.flatMap((text) => [text, '']);

const entryLines = ({ heading, facts, explanation, details, notes }: LetterEntry): string[] => [
  RULE,
  heading,
  '',
  ...[...facts, explanation, ...details].map(factLine),
  '',
  ...paragraphsOf(notes),
];

/** A letter as plain text with nothing else in it, which stays what it is in any program. */
export function textOfLetter(letter: Letter): string {
  const lines = [
    letter.tlp,
    letter.title,
    '',
    ...letter.facts.map(factLine),
    '',
    ...paragraphsOf(letter.warning),
    ...paragraphsOf(letter.paragraphs),
    ...letter.entries.flatMap(entryLines),
    RULE,
    ...paragraphsOf(letter.closing),
    letter.tlp,
  ];
  return `${lines.join('\n')}\n`;
}
