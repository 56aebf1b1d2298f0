import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EnvelopeHead } from '../envelope.ts';
import { bytesOfPages, type LetterPages, openLetter } from '../pdf/letter-page.ts';
import { lacksCharacters } from '../pdf/set-text.ts';
import { writeFacts } from '../pdf/write-facts.ts';
import type { Fact, Letter, LetterEntry } from './compose-letter.ts';
import { fill } from './letter-messages.ts';

const BODY = 10;
const SMALL = 9;

function writeHead(pages: LetterPages, letter: Letter): void {
  pages.text(letter.tlp, { size: BODY, weight: 'bold' });
  pages.skip(4);
  pages.text(letter.title, { size: 16, weight: 'bold', role: 'H1' });
  pages.skip(8);
  writeFacts(pages, letter.facts, BODY);
  pages.skip(10);
  if (letter.warning.length > 0) {
    const style = { size: BODY, indent: 10, width: pages.width - 20 };
    const height = letter.warning.reduce((sum, text) => sum + pages.height(text, style) + 6, 12);
    pages.keepTogether(height);
    const top = pages.position();
    pages.skip(8);
    for (const text of letter.warning) {
      pages.text(text, style);
      pages.skip(6);
    }
    pages.frame(top, pages.position());
    pages.skip(12);
  }
  for (const text of letter.paragraphs) {
    pages.text(text, { size: BODY });
    pages.skip(6);
  }
}

function writeEntry(pages: LetterPages, entry: LetterEntry): void {
  pages.skip(8);
  pages.keepTogether(170);
  pages.rule();
  pages.skip(8);
  pages.text(entry.heading, { size: 11, weight: 'bold', role: 'H2' });
  pages.skip(3);
  writeFacts(pages, entryFacts(entry), SMALL);
  for (const note of entry.notes) {
    pages.skip(4);
    pages.keepTogether(pages.height(note, { size: SMALL, weight: 'bold' }));
    pages.text(note, { size: SMALL, weight: 'bold' });
  }
}

const entryFacts = ({ facts, explanation, details }: LetterEntry): Fact[] => [
  ...facts,
  explanation,
  ...details,
];

const hasStrangeCharacters = (letter: Letter): boolean =>
  [...letter.facts, ...letter.entries.flatMap(entryFacts)].some(({ value }) => lacksCharacters(value));

/** A letter on A4, with its typefaces embedded and nothing active in it. */
export async function* pdfOfLetter(
  letter: Letter,
  { batchId, createdAt }: EnvelopeHead,
): AsyncGenerator<Uint8Array> {
  const { messages } = letter;
  const pages = openLetter({
    title: letter.title,
    author: letter.author,
    language: letter.language,
    createdAt: new Date(createdAt),
  });
  writeHead(pages, letter);
  for (const entry of letter.entries) {
    writeEntry(pages, entry);
    // A long letter takes seconds of computing; others must get a turn in between.
    await nextTurn();
  }
  pages.skip(8);
  pages.keepTogether(90);
  pages.rule();
  pages.skip(8);
  const closing = hasStrangeCharacters(letter)
    ? [messages.missingCharacters, ...letter.closing]
    : letter.closing;
  for (const text of closing) {
    pages.text(text, { size: BODY });
    pages.skip(4);
  }
  pages.end(
    (number, total) =>
      `${letter.tlp}  ·  ${messages.batch} ${batchId}  ·  ${fill(messages.page, { number, total })}`,
  );
  yield* bytesOfPages(pages);
}
