import { reportFormats, reportKinds, reportLanguages } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { type ReportFile, reportFile } from './report-file.ts';
import { inventedFigures, inventReport } from './testing/invented-report.ts';
import { readFile, wordsOf } from './testing/read-file.ts';
import { pagesOfPdf } from './testing/text-of-pdf.ts';

const organisation = { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' };
const write = (...report: Parameters<typeof inventReport>): Promise<ReportFile> =>
  reportFile(inventReport(...report), organisation);
const words = async ({ mediaType, bytes }: ReportFile): Promise<string> =>
  wordsOf(await readFile(mediaType, bytes));
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

const everyReport = reportKinds.flatMap((kind) =>
  reportFormats.flatMap((format) => reportLanguages.map((language) => ({ kind, format, language }))),
);

describe.each(everyReport)('the report $kind as $format in $language', (input) => {
  it('says whose it is, of which year and when, each recipient, and what is put together', async () => {
    const file = await write(input);
    expect(file.name).toBe(`lapwing-${input.kind}-2025-${input.language}.${input.format}`);
    const said = await words(file);
    for (const text of [
      'Plover Foundation',
      '2025',
      '2026-02-03 04:05 UTC',
      'TLP:CLEAR',
      'Meta (Facebook, Instagram)',
    ])
      expect(said).toContain(squeezed(text));
    expect(said).toContain(squeezed(input.language === 'th' ? 'ที่เหลือทั้งหมดรวมกัน' : 'All others together'));
  });

  it('is the same to the byte for the same contents', async () => {
    expect((await write(input)).bytes.equals((await write(input)).bytes)).toBe(true);
  });

  it('runs nothing and is no formula, whatever a recipient is called', async () => {
    const file = await write(input);
    const { texts, source } = await readFile(file.mediaType, file.bytes);
    if (input.format !== 'pdf') expect(source).not.toContain(input.format === 'html' ? '<script' : '"=1+1');
    expect(squeezed(texts.join('|'))).toContain(input.format === 'csv' ? "'=1+1<script>" : '=1+1<script>');
  });

  it('says of less than five that it says no more', async () => {
    const none = { ...inventedFigures, total: null };
    const empty = { byRecipient: [], byCategory: [], byLanguage: [], byMonth: [], byAction: [] };
    const said = await words(await write(input, { ...none, ...empty }));
    expect(said).toContain(squeezed(input.language === 'th' ? 'น้อยกว่าห้ารายการ' : 'Fewer than five'));
    expect(said).not.toContain('Meta');
  });
});

describe('the report of a trusted flagger', () => {
  it.each(reportFormats)('as %s has what Article 22 asks for, in the words of the DSA', async (format) => {
    const said = await words(await write({ kind: 'dsa', format }));
    for (const text of [
      'Article 22(3) of Regulation (EU) 2022/2065',
      'KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS',
      'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE',
      'DECISION_VISIBILITY_CONTENT_REMOVED',
      'DECISION_ACCOUNT_TERMINATED',
      'No provider pays us.',
      'has no tie to a provider <any>.',
    ])
      expect(said).toContain(squeezed(text));
  });

  it('counts notices only: by provider, by type and by action', async () => {
    const { source } = await readFile('text/csv', (await write({ kind: 'dsa', format: 'csv' })).bytes);
    expect(source.split('\r\n').filter((line) => !line.startsWith('"about"'))).toEqual([
      '"table","key","name","terms","sent","taken_down","still_up","half_within_hours","nine_tenths_within_hours"',
      '"provider","Meta (Facebook, Instagram)","Meta (Facebook, Instagram)","","40","","","",""',
      `"provider","'=1+1 <script>","'=1+1 <script>","","12","","","",""`,
      '"provider","REST","All others together","","12","","","",""',
      '"type","GROOMING","Grooming","KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS","40","","","",""',
      '"type","CSAM_SYNTHETIC","CSAM, AI-generated or altered","KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE","12","","","",""',
      '"type","REST","All others together","","12","","","",""',
      '"decision","REMOVED","Content removed","DECISION_VISIBILITY_CONTENT_REMOVED","45","","","",""',
      '"decision","ACCOUNT_DISABLED","Account disabled","DECISION_ACCOUNT_SUSPENDED DECISION_ACCOUNT_TERMINATED","7","","","",""',
      '"decision","REST","Anything else, or nothing known","","12","","","",""',
      '',
    ]);
  });
});

describe('the report for donors', () => {
  it('says what is withheld and what is not known yet, for people and for programs', async () => {
    const table = (await words(await write({ format: 'html' }))).replaceAll(/\|+/g, '|');
    expect(table).toContain('Thai|40|34|6|26.5hours|notyet');
    expect(table).toContain('Notknown|12|withheld|withheld|–|–');
    const { source } = await readFile('text/csv', (await write()).bytes);
    expect(source).toContain('"language","th","Thai","","40","34","6","26.5",""\r\n');
    expect(source).toContain('"language","und","Not known","","12","withheld","withheld","",""\r\n');
  });

  it('says of a year that is not over that it is not', async () => {
    const running = { ...inventedFigures, readAt: '2025-12-31T23:59:59.999Z' };
    expect(await words(await write({ format: 'html' }, running))).toContain('Theyearwasnotover');
    expect(await words(await write({ format: 'html' }))).not.toContain('Theyearwasnotover');
  });
});

describe('a report as PDF, for somebody who hears it', () => {
  it('has a heading for each part, and tables with headings of rows and columns', async () => {
    const source = (await write({ format: 'pdf' })).bytes.toString('latin1');
    const count = (pattern: RegExp) => source.match(pattern)?.length ?? 0;
    expect(source).toMatch(/\/Marked true/);
    expect(count(/\/S \/H1\n/g)).toBe(1);
    expect(count(/\/S \/H2\n/g)).toBe(6);
    expect(count(/\/S \/Table\n/g)).toBe(5);
    expect(count(/\/S \/TR\n/g)).toBe(5 * 4);
    expect(count(/\/S \/TH\n/g)).toBe(4 * (6 + 3) + (2 + 3));
    expect(count(/\/S \/TD\n/g)).toBe(4 * 3 * 5 + 3);
  });

  it('says the headings of a table again on every page, and has every row once', async () => {
    const many = Array.from({ length: 90 }, (_, index) => ({
      key: `Recipient ${index}.`,
      sent: 10 + index,
      takenDown: null,
      stillUp: null,
      times: null,
    }));
    const file = await write({ format: 'pdf' }, { ...inventedFigures, byRecipient: many });
    const pages = pagesOfPdf(file.bytes);
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page.match(/\bBDC\b/g)?.length).toBe(page.match(/\bEMC\b/g)?.length);
    const said = await words(file);
    for (const { key } of many) expect(said.split(squeezed(key))).toHaveLength(2);
    expect(said.split('RecipientSentTakendown').length).toBeGreaterThan(3);
  });
});
