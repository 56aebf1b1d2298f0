import {
  foldWord,
  meaningOf,
  type OutcomeCells,
  type OutcomeColumn,
  type OutcomeMapping,
  outcomeColumns,
  type WordMeaning,
} from '@lapwing/contracts';
import type { FileLine, OutcomeTable } from './read-outcome-file.ts';

/** Headings of our own files, as a recipient gives them back. */
const ownHeadings: Partial<Record<OutcomeColumn, readonly string[]>> = {
  reference: ['referral_id'],
  url: ['url_original', 'url_canonical'],
};

/** How a file is read before anybody said: as the last one of this recipient, as far as it has the same headings. */
export function draftOf(
  table: OutcomeTable,
  remembered: OutcomeMapping | null,
  timeZone: string,
): OutcomeMapping {
  const columns: OutcomeMapping['columns'] = {};
  for (const column of outcomeColumns) {
    const known = [remembered?.columns[column], ...(ownHeadings[column] ?? [])];
    const heading = known.find((name) => name !== undefined && table.headings.includes(name));
    if (heading !== undefined) columns[column] = heading;
  }
  return {
    columns,
    words: remembered?.words ?? [],
    dateOrder: remembered?.dateOrder ?? 'DAY_FIRST',
    timeZone: remembered?.timeZone ?? timeZone,
  };
}

/** The cell of a line that a mapping takes for something; nothing where no column is. */
function cellOf(table: OutcomeTable, { cells }: FileLine, heading: string | undefined): string {
  return heading === undefined ? '' : (cells[table.headings.indexOf(heading)] ?? '');
}

/** The recipient's words for outcomes in a file, each once, in order, with what they mean or null. */
export function wordsIn(
  table: OutcomeTable,
  { columns, words }: OutcomeMapping,
): { word: string; meaning: WordMeaning | null; ours: boolean }[] {
  const seen = new Map<string, string>();
  for (const line of table.lines) {
    const word = cellOf(table, line, columns.outcome).trim();
    if (!seen.has(foldWord(word))) seen.set(foldWord(word), word);
  }
  return [...seen.values()].map((word) => ({
    word,
    meaning: meaningOf(word, words),
    ours: meaningOf(word, []) !== null,
  }));
}

/** The mapping with another meaning of a word. */
export function withWord(mapping: OutcomeMapping, word: string, meaning: WordMeaning): OutcomeMapping {
  const others = mapping.words.filter((one) => foldWord(one.word) !== foldWord(word));
  return { ...mapping, words: [...others, { word, meaning }] };
}

/** What keeps a mapping from being used, if anything. */
export function missingIn(
  table: OutcomeTable,
  mapping: OutcomeMapping,
): 'match' | 'outcome' | 'tooManyWords' | 'words' | null {
  const { columns } = mapping;
  if (columns.reference === undefined && columns.url === undefined && columns.ticket === undefined)
    return 'match';
  if (columns.outcome === undefined) return 'outcome';
  const words = wordsIn(table, mapping);
  if (words.length > MOST_WORDS || words.some(({ word }) => word.length > LONGEST_WORD))
    return 'tooManyWords';
  return words.some(({ meaning }) => meaning === null) ? 'words' : null;
}

/** A column with more different words than this, or longer ones, holds no outcomes. */
const MOST_WORDS = 60;
const LONGEST_WORD = 200;

/** The cells of a file by what they are. */
export function cellsOf(table: OutcomeTable, { columns }: OutcomeMapping): OutcomeCells[] {
  return table.lines.map((line) => {
    const cell = (column: OutcomeColumn) => cellOf(table, line, columns[column]);
    return {
      line: line.line,
      reference: cell('reference'),
      url: cell('url'),
      ticket: cell('ticket'),
      outcome: cell('outcome'),
      observedAt: cell('observedAt'),
      note: cell('note'),
    };
  });
}
