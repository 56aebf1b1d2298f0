import { buffer } from 'node:stream/consumers';
import { fill } from '../letter/letter-messages.ts';
import { openLetter, type TableColumn } from '../pdf/letter-page.ts';
import type { Report } from './compose-report.ts';

const BODY = 10;
const SMALL = 8.5;

/** Names, then figures; three columns are names, words of a vocabulary, and a figure. */
function columnsOf(count: number): TableColumn[] {
  if (count === 3)
    return [
      { share: 0.3, holds: 'words' },
      { share: 0.55, holds: 'words' },
      { share: 0.15, holds: 'figures' },
    ];
  const others = count - 1;
  return [
    { share: 0.3, holds: 'words' },
    ...Array.from({ length: others }, (): TableColumn => ({ share: 0.7 / others, holds: 'figures' })),
  ];
}

/** A report on A4, tagged, with its typefaces embedded and nothing active in it. The same report gives the same bytes. */
export async function reportPdf(report: Report, organisation: string): Promise<Buffer> {
  const pages = openLetter({
    title: report.title,
    author: organisation,
    language: report.language,
    createdAt: new Date(report.readAt),
  });
  pages.text(report.tlp, { size: BODY, weight: 'bold' });
  pages.skip(4);
  pages.text(report.title, { size: 16, weight: 'bold', role: 'H1' });
  pages.skip(8);
  for (const { label, value } of report.facts) {
    pages.text(`${label}: ${value}`, { size: BODY });
    pages.skip(1);
  }
  pages.skip(8);
  for (const text of report.paragraphs) {
    pages.text(text, { size: BODY });
    pages.skip(6);
  }
  for (const { heading, paragraphs, table } of report.sections) {
    pages.skip(10);
    pages.keepTogether(90);
    pages.text(heading, { size: 12, weight: 'bold', role: 'H2' });
    pages.skip(4);
    for (const text of paragraphs) {
      pages.text(text, { size: BODY });
      pages.skip(4);
    }
    if (table) pages.table(table.cells, columnsOf(table.cells[0]?.length ?? 0), SMALL);
  }
  pages.end(
    (number, total) => `${report.tlp}  ·  ${report.title}  ·  ${fill(report.pageWords, { number, total })}`,
  );
  return buffer(pages.document);
}
