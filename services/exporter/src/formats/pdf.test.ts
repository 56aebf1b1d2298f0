import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { pagesOfPdf } from '../testing/text-of-pdf.ts';
import { pdf } from './pdf.ts';

describe('the letter for somebody who hears it', () => {
  let bytes: Buffer;
  let source: string;
  beforeAll(async () => {
    const referrals = Array.from({ length: 12 }, () => inventReferral());
    bytes = await buffer(Readable.from(pdf.write(inventEnvelope(referrals))));
    source = bytes.toString('latin1');
  });
  const count = (pattern: RegExp) => source.match(pattern)?.length ?? 0;

  it('is a tagged PDF with a title and a language', () => {
    expect(source).toMatch(/\/Marked true/);
    expect(source).toMatch(/\/StructTreeRoot \d+ 0 R/);
    expect(source).toMatch(/\/Lang \(en/);
    expect(source).toMatch(/\/DisplayDocTitle true/);
  });

  it('has its title, a heading for each referral, and paragraphs', () => {
    expect(count(/\/S \/H1\n/g)).toBe(1);
    expect(count(/\/S \/H2\n/g)).toBe(12);
    expect(count(/\/S \/P\n/g)).toBeGreaterThan(12 * 8);
  });

  it('draws nothing that is neither part of that nor marked as mere layout', () => {
    const pages = pagesOfPdf(bytes);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      let depth = 0;
      for (const [operator] of page.matchAll(/\b(?:BDC|BMC|EMC|TJ|Tj|S|f)\b(?=\n)/g)) {
        if (operator === 'BDC' || operator === 'BMC') depth += 1;
        else if (operator === 'EMC') depth -= 1;
        else expect(depth, `${operator} outside of all marks`).toBeGreaterThan(0);
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
      // A foot is on every page, and read on none.
      expect(page).toMatch(/\/Artifact <<[^>]*\/Type \/Pagination/);
    }
  });
});
