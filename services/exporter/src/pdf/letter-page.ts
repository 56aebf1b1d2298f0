import PDFDocument from 'pdfkit';
import { type Measure, type Run, type SetLine, setText } from './set-text.ts';
import { typefaces, type Weight } from './typefaces.ts';

/** Points. */
const MARGIN = 56;
const FOOTER_SPACE = 40;
const LEADING = 1.5;
/** Texts that are kept set between measuring and writing them: a label and its value, and some more. */
const MOST_MEASURED = 8;
/** Between the columns of a table. */
const CELL_GAP = 8;

/** How a stretch of text is set. */
export interface TextStyle {
  size: number;
  weight?: Weight;
  /** From the left margin; the text ends at the right one unless `width` says otherwise. */
  indent?: number;
  width?: number;
  colour?: string;
  /** What it is to somebody who hears the letter; else a paragraph. */
  role?: 'H1' | 'H2';
  /** Goes on in the paragraph of the text before, and is read with it. */
  goesOn?: true;
}

/** A column of a table; `share` is of the width of the page. */
export interface TableColumn {
  share: number;
  holds: 'words' | 'figures';
}

/** A4 pages that are written from top to bottom. */
export interface LetterPages {
  /** The document; a stream of its bytes. */
  document: PDFKit.PDFDocument;
  width: number;
  /** Distance from the top of the page, in points. */
  position: () => number;
  moveTo: (position: number) => void;
  skip: (points: number) => void;
  /** A new page unless so much is left on this one. */
  keepTogether: (points: number) => void;
  /** Draws text and moves behind it; gives the height it took when that was on one page. */
  text: (text: string, style: TextStyle) => void;
  height: (text: string, style: TextStyle) => number;
  /**
   * Rows of cells, the first row being headings, drawn again on every page. A column of words begins at the left, one of
   * figures ends at the right.
   */
  table: (rows: readonly (readonly string[])[], columns: readonly TableColumn[], size: number) => void;
  rule: () => void;
  frame: (from: number, to: number) => void;
  /** Writes the foot of every page and ends the document. */
  end: (foot: (page: number, pages: number) => string) => void;
}

/** Begins a document whose bytes depend on nothing but what is written and on `createdAt`. */
export function openLetter(about: {
  title: string;
  /** Null: its properties name nobody. */
  author: string | null;
  language: string;
  createdAt: Date;
}): LetterPages {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: about.language,
    displayTitle: true,
    info: {
      Title: about.title,
      ...(about.author === null ? {} : { Author: about.author }),
      Creator: 'Lapwing',
      CreationDate: about.createdAt,
      ModDate: about.createdAt,
    },
  });
  for (const typeface of [...typefaces.regular, ...typefaces.bold])
    document.registerFont(typeface.name, typeface.bytes);
  // What is read aloud, in the order in which it is written; lines, frames and feet of pages are not.
  const structure = document.struct('Document');
  document.addStructure(structure);
  let block: PDFKit.PDFStructureElement | null = null;
  const asArtifact = (options: PDFKit.Mixins.MarkingOptions, draw: () => void): void => {
    document.markContent('Artifact', options);
    draw();
    document.endMarkedContent();
  };
  const width = document.page.width - 2 * MARGIN;
  const bottom = document.page.height - MARGIN - FOOTER_SPACE;
  let y = MARGIN;

  const breakPage = (): void => {
    document.addPage();
    y = MARGIN;
  };
  // One for each size, by which widths are remembered.
  const measures = new Map<number, Measure>();
  const widthAt = (size: number): Measure => {
    const known = measures.get(size);
    if (known) return known;
    const measure = (run: Run) => document.font(run.typeface.name).fontSize(size).widthOfString(run.text);
    measures.set(size, measure);
    return measure;
  };
  const measured = new Map<string, SetLine[]>();
  const linesOf = (text: string, style: TextStyle): SetLine[] => {
    const weight = style.weight ?? 'regular';
    const available = style.width ?? width - (style.indent ?? 0);
    // A text is measured first and written soon after; it need not be set twice for that.
    const key = `${weight} ${available} ${style.size} ${text}`;
    const known = measured.get(key);
    if (known) return known;
    const lines = setText(text, weight, available, widthAt(style.size));
    const [oldest] = measured.keys();
    if (measured.size >= MOST_MEASURED && oldest !== undefined) measured.delete(oldest);
    measured.set(key, lines);
    return lines;
  };
  const drawLine = (
    runs: readonly Run[],
    text: string,
    at: { x: number; y: number },
    style: TextStyle,
  ): void => {
    // What is copied or read aloud is the text itself, whatever was done to draw it.
    const marked = !/^[\u0020-\u024F\u2010-\u2027]*$/.test(text);
    if (marked) document.markContent('Span', { actual: text });
    let { x } = at;
    for (const run of runs) {
      const runWidth = widthAt(style.size)(run);
      document
        .font(run.typeface.name)
        .fontSize(style.size)
        .fillColor(style.colour ?? '#1a1d21')
        .text(run.text, x, at.y + style.size, { lineBreak: false, baseline: 'alphabetic' });
      x += runWidth;
    }
    if (marked) document.endMarkedContent();
  };

  const drawRule = (): void =>
    asArtifact({ type: 'Layout' }, () => {
      document
        .moveTo(MARGIN, y)
        .lineTo(MARGIN + width, y)
        .lineWidth(0.5)
        .strokeColor('#8a929c')
        .stroke();
    });
  /** One row of a table; `inside` null: a heading that is said again, which nobody hears twice. */
  const drawRow = (
    cells: readonly string[],
    columns: readonly TableColumn[],
    size: number,
    inside: PDFKit.PDFStructureElement | null,
    isHeading: boolean,
  ): void => {
    const weight = isHeading ? 'bold' : 'regular';
    const top = y;
    let bottomOfRow = y;
    let x = MARGIN;
    const row = inside && document.struct('TR');
    if (row) inside.add(row);
    for (const [index, { share, holds }] of columns.entries()) {
      const cellWidth = width * share;
      const role = isHeading || index === 0 ? 'TH' : 'TD';
      const cell = row && document.struct(role);
      if (cell) row.add(cell);
      y = top;
      for (const line of setText(cells[index] ?? '', weight, cellWidth - CELL_GAP, widthAt(size))) {
        if (line.runs.length === 0) continue;
        const used = line.runs.reduce((sum, run) => sum + widthAt(size)(run), 0);
        const indent = holds === 'words' ? 0 : cellWidth - used;
        const draw = () => drawLine(line.runs, line.text, { x: x + indent, y }, { size });
        if (cell) {
          const content = document.markStructureContent(role);
          draw();
          document.endMarkedContent();
          cell.add(content);
        } else asArtifact({ type: 'Pagination' }, draw);
        y += size * LEADING;
      }
      cell?.end();
      bottomOfRow = Math.max(bottomOfRow, y);
      x += cellWidth;
    }
    row?.end();
    y = bottomOfRow + 3;
    drawRule();
    y += 3;
  };

  return {
    document,
    width,
    position: () => y,
    moveTo: (position) => {
      y = position;
    },
    skip: (points) => {
      y += points;
    },
    keepTogether: (points) => {
      if (y + points > bottom) breakPage();
    },
    text: (text, style) => {
      const role = style.role ?? 'P';
      if (block === null || style.goesOn !== true) {
        block?.end();
        block = document.struct(role);
        structure.add(block);
      }
      for (const line of linesOf(text, style)) {
        if (y + style.size * LEADING > bottom) breakPage();
        if (line.runs.length > 0) {
          const content = document.markStructureContent(role);
          drawLine(line.runs, line.text, { x: MARGIN + (style.indent ?? 0), y }, style);
          document.endMarkedContent();
          block.add(content);
        }
        y += style.size * LEADING;
      }
    },
    height: (text, style) => linesOf(text, style).length * style.size * LEADING,
    table: (rows, columns, size) => {
      block?.end();
      block = null;
      const table = document.struct('Table');
      structure.add(table);
      const [heading = []] = rows;
      for (const [index, cells] of rows.entries()) {
        const lines = columns.map(
          ({ share }, column) =>
            linesOf(cells[column] ?? '', { size, width: width * share - CELL_GAP }).length,
        );
        if (y + Math.max(...lines) * size * LEADING + 6 > bottom) {
          breakPage();
          if (index > 0) drawRow(heading, columns, size, null, true);
        }
        drawRow(cells, columns, size, table, index === 0);
      }
      table.end();
    },
    rule: drawRule,
    frame: (from, to) =>
      asArtifact({ type: 'Layout' }, () => {
        document
          .rect(MARGIN, from, width, to - from)
          .lineWidth(1.2)
          .strokeColor('#1a1d21')
          .stroke();
      }),
    end: (foot) => {
      const { start, count } = document.bufferedPageRange();
      for (let page = start; page < start + count; page += 1) {
        document.switchToPage(page);
        const [line] = setText(foot(page + 1, count), 'regular', width, widthAt(8.5));
        if (line)
          asArtifact({ type: 'Pagination', attached: ['Bottom'] }, () =>
            drawLine(
              line.runs,
              line.text,
              { x: MARGIN, y: document.page.height - MARGIN },
              { size: 8.5, colour: '#4d5560' },
            ),
          );
      }
      structure.end();
      document.end();
    },
  };
}

/** The finished document, piece by piece; the pages were ended. */
export async function* bytesOfPages({ document }: LetterPages): AsyncGenerator<Uint8Array> {
  for await (const chunk of document)
    yield chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk), 'latin1');
}
