import { referralFields } from '@lapwing/contracts';
import { typefaces } from '@lapwing/exporter/pdf/typefaces';
import { writeXlsx } from 'hucre/xlsx';
import PDFDocument from 'pdfkit';
import { startPrivateStack } from '../stack/start-stack.ts';
import { rowsOf, secondsToBuild } from './build-filled-batch.ts';
import { fillBatch } from './fill-batch.ts';
import { type Bench, measurement } from './measurement.ts';

const REFERRALS = 1_000;

/** How long the largest batch for people takes: a workbook and a letter of as many referrals as a batch can hold. */
export const letters: Bench = {
  name: 'letters',
  what: `One batch of ${REFERRALS} referrals with every field as XLSX and PDF with signed manifest, from its first attempt to BUILT; baseline: the two libraries alone write the same cells into a plain workbook and the same texts, each after the other, into a plain PDF with the same typefaces.`,
  async run() {
    const stack = await startPrivateStack({ start: [] });
    try {
      const batchId = await fillBatch(stack, REFERRALS, { formats: ['xlsx', 'pdf'] });
      const alone = await librariesAlone(await rowsOf(stack, batchId));
      const seconds = await secondsToBuild(stack, batchId);
      return [
        measurement('letters.built', seconds, 's', { wanted: { atMost: 20 } }),
        measurement('letters.against-libraries', seconds, 's', { baseline: alone }),
      ];
    } finally {
      await stack.stop();
    }
  },
};

/** Seconds that the libraries for workbooks and for PDF need for the rows. */
async function librariesAlone(rows: readonly string[][]): Promise<number> {
  const begun = performance.now();
  await writeXlsx({ sheets: [{ name: 'referrals', rows: [[...referralFields], ...rows] }] });
  const document = new PDFDocument({ size: 'A4' });
  const [latin] = typefaces.regular;
  const thai = typefaces.regular.at(-1);
  if (!latin || !thai) throw new Error('There are no typefaces');
  document.registerFont('latin', latin.bytes);
  document.registerFont('thai', thai.bytes);
  document.fontSize(9);
  for (const row of rows)
    for (const [column, text] of row.entries())
      document
        .font(/\p{Script=Thai}/u.test(text) ? 'thai' : 'latin')
        .text(`${referralFields[column]}: ${text}`);
  document.end();
  for await (const _ of document);
  return (performance.now() - begun) / 1_000;
}
