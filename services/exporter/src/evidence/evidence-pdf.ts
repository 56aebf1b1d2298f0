import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EvidenceFile } from '@lapwing/contracts';
import type { Fact } from '../letter/compose-letter.ts';
import { fill } from '../letter/letter-messages.ts';
import { bytesOfPages, type LetterPages, openLetter } from '../pdf/letter-page.ts';
import { lacksCharacters } from '../pdf/set-text.ts';
import { writeFacts } from '../pdf/write-facts.ts';
import type { EvidenceDocument, EvidenceEntry } from './compose-evidence.ts';

const BODY = 10;
const SMALL = 9;
/** Rows of a table after which others get a turn. */
const ROWS_AT_ONCE = 50;

/** The document of a package on A4, tagged, with its typefaces embedded and nothing active in it. */
export async function evidencePdf(document: EvidenceDocument, content: EvidenceFile): Promise<Buffer> {
  const { shared, messages } = document;
  const pages = openLetter({
    title: document.title,
    author: content.organisation.name,
    language: document.language,
    createdAt: new Date(content.createdAt),
  });
  writeHead(pages, document);
  for (const entry of document.entries) await writeEntry(pages, entry);
  writeHeading(pages, document.custodyHeading);
  pages.text(document.custodyIntro, { size: SMALL });
  pages.skip(4);
  await writeLongFacts(pages, document.custody);
  if (hasStrangeCharacters(document)) {
    pages.skip(8);
    pages.text(shared.missingCharacters, { size: SMALL });
  }
  pages.end(
    (number, total) =>
      `${document.tlp}  ·  ${messages.package} ${content.packageId}  ·  ${fill(shared.page, { number, total })}`,
  );
  return buffer(Readable.from(bytesOfPages(pages)));
}

function writeHead(pages: LetterPages, { tlp, title, facts, warning, paragraphs }: EvidenceDocument): void {
  pages.text(tlp, { size: BODY, weight: 'bold' });
  pages.skip(4);
  pages.text(title, { size: 16, weight: 'bold', role: 'H1' });
  pages.skip(8);
  for (const text of warning) {
    pages.text(text, { size: BODY, weight: 'bold' });
    pages.skip(8);
  }
  writeFacts(pages, facts, BODY);
  pages.skip(10);
  for (const text of paragraphs) {
    pages.text(text, { size: BODY });
    pages.skip(6);
  }
}

function writeHeading(pages: LetterPages, heading: string): void {
  pages.skip(8);
  pages.keepTogether(120);
  pages.rule();
  pages.skip(8);
  pages.text(heading, { size: 11, weight: 'bold', role: 'H2' });
  pages.skip(3);
}

async function writeEntry(pages: LetterPages, entry: EvidenceEntry): Promise<void> {
  writeHeading(pages, entry.heading);
  for (const note of entry.notes) {
    pages.text(note, { size: SMALL, weight: 'bold' });
    pages.skip(4);
  }
  writeFacts(pages, entry.facts, SMALL);
  pages.skip(6);
  pages.keepTogether(40);
  pages.text(entry.timelineHeading, { size: SMALL, weight: 'bold' });
  pages.skip(3);
  await writeLongFacts(pages, entry.timeline);
}

/** A long table takes seconds of computing; others must get a turn in between. */
async function writeLongFacts(pages: LetterPages, facts: readonly Fact[]): Promise<void> {
  for (let start = 0; start < facts.length; start += ROWS_AT_ONCE) {
    writeFacts(pages, facts.slice(start, start + ROWS_AT_ONCE), SMALL);
    await nextTurn();
  }
}

const hasStrangeCharacters = ({ facts, entries }: EvidenceDocument): boolean =>
  [...facts, ...entries.flatMap((entry) => [...entry.facts, ...entry.timeline])].some(({ value }) =>
    lacksCharacters(value),
  );
