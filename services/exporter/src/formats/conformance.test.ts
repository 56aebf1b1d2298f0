import { createHash } from 'node:crypto';
import { categories, findMedia, partialFormats, type Referral } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../envelope.ts';
import {
  bareReferral,
  imminentReferral,
  inventEnvelope,
  inventReferral,
} from '../testing/invented-envelope.ts';
import { sheetsOfXlsx } from '../testing/sheets-of-xlsx.ts';
import { textOfPdf } from '../testing/text-of-pdf.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { formatWriters } from './registry.ts';

/** Every writer in the registry has to pass all of these; a new format is covered by being registered. */
const writers = Object.values(formatWriters);

const bytesOf = async (writer: ExportFormatWriter, envelope: Envelope): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const bytes of writer.write(envelope)) parts.push(bytes);
  return Buffer.concat(parts);
};
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** What a person or program reads there, without spaces. */
const readable = async (writer: ExportFormatWriter, bytes: Buffer): Promise<string> => {
  if (writer.format === 'pdf') return textOfPdf(bytes);
  if (writer.format === 'xlsx')
    return [...(await sheetsOfXlsx(bytes)).sheets.values()].flat(2).join().replaceAll(/\s/g, '');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const unescaped =
    writer.format === 'html' || writer.format === 'ncmec'
      ? text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
      : text;
  return unescaped.replaceAll(/\s/g, '');
};
const expectNothingActive = async (writer: ExportFormatWriter, bytes: Buffer): Promise<void> => {
  const raw = bytes.toString('latin1');
  if (writer.format === 'pdf') {
    expect(raw).not.toMatch(
      /\/(?:JavaScript|JS|Launch|EmbeddedFile|URI|AcroForm|OpenAction|Subtype \/Image|AA)\b/,
    );
    return;
  }
  if (writer.format === 'xlsx') {
    const { parts } = await sheetsOfXlsx(bytes);
    expect([...parts.keys()].filter((name) => !/\.(?:xml|rels)$/.test(name))).toEqual([]);
    expect([...parts.values()].join()).not.toMatch(/<f[ >]|<hyperlink|TargetMode|externalLink|vbaProject/);
    return;
  }
  expect(findMedia({ words: raw.replaceAll(/sha256-[^']*/g, '') })).toBeNull();
  if (writer.format !== 'html') return;
  expect(raw).not.toMatch(/<(?:script|img|iframe|object|embed|link|video|audio|svg|form|a)\b/i);
  const tags = raw.match(/<[a-z][^>]*>/gi) ?? [];
  expect(tags.join()).not.toMatch(/\b(?:src|href|srcset|action|on\w+)=/i);
  expect(raw).not.toMatch(/url\(|@import/i);
};
const numbered = (referral: Referral, index: number): Referral => ({
  ...referral,
  referralId: `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  urlOriginal: `https://www.facebook.com/lapwing.example/posts/${index}?a=1&b=2`,
});

const texts: Record<string, string> = {
  Thai: 'บัญชีนี้ถามอายุเด็ก ขอให้เก็บเป็นความลับ และนัดพบใกล้น้ำตก',
  Arabic: 'الحساب يسأل الأطفال عن أعمارهم',
  emoji: 'Asks for secrecy 🤫 and offers gifts 🎁👩‍👧',
  'markup and quotes': '<script>alert("x")</script> & \'quoted\', "twice"\r\nnew line',
  formula: '=HYPERLINK("https://example.org")',
};
const envelopes: [string, Envelope][] = [
  ...categories.map((category): [string, Envelope] => [
    category,
    inventEnvelope(
      [inventReferral({ categoryCode: category }), bareReferral({ categoryCode: category })].map(numbered),
    ),
  ]),
  ['imminent danger', inventEnvelope([imminentReferral()].map(numbered))],
  [
    'modifiers',
    inventEnvelope([inventReferral({ modifiers: ['PEER_INVOLVED', 'AI_INVOLVED'] })].map(numbered)),
  ],
  ...Object.entries(texts).map(([name, explanation]): [string, Envelope] => [
    `${name} text`,
    inventEnvelope([bareReferral({ explanation })].map(numbered)),
  ]),
  [
    'a Thai letter',
    inventEnvelope([inventReferral({ explanation: texts.Thai })].map(numbered), {
      configuration: { language: 'th-TH' },
    }),
  ],
  [
    'few fields',
    inventEnvelope([bareReferral()].map(numbered), {
      configuration: { fields: ['referral_id', 'url_original'] },
    }),
  ],
];

describe.for(writers)('$format', (writer) => {
  it.for(envelopes)(
    'writes %s: the same bytes again, every id and address, no media, nothing that runs or loads',
    async ([, envelope]) => {
      const bytes = await bytesOf(writer, envelope);
      expect(sha256(await bytesOf(writer, structuredClone(envelope)))).toBe(sha256(bytes));
      const text = await readable(writer, bytes);
      for (const referral of envelope.referrals) {
        const carried = writer.carries?.(referral) ?? true;
        expect(text.includes(referral.referralId)).toBe(carried);
        expect(text.includes(referral.urlOriginal)).toBe(carried);
      }
      await expectNothingActive(writer, bytes);
    },
  );

  it('differs when the envelope differs', async () => {
    const one = await bytesOf(writer, inventEnvelope([inventReferral()]));
    const other = await bytesOf(writer, inventEnvelope([inventReferral({ severity: 3 })]));
    expect(sha256(one)).not.toBe(sha256(other));
  });

  it('says nothing of any person', async () => {
    const text = await readable(writer, await bytesOf(writer, inventEnvelope([inventReferral()])));
    // The one address is the organisation's own.
    const said = text.replace(/<style>.*<\/style>/, '').replaceAll('desk@plover.example', '');
    expect(said).not.toContain('@');
  });

  it('writes an envelope of many entries', async () => {
    const many = inventEnvelope(Array.from({ length: 30 }, () => inventReferral()).map(numbered));
    const text = await readable(writer, await bytesOf(writer, many));
    for (const { referralId } of many.referrals) expect(text).toContain(referralId);
  });
});

it('every category has a place in every format but those that are known to be partial', () => {
  const partial = writers.filter(({ carries = () => true }) =>
    categories.some((categoryCode) => !carries(inventReferral({ categoryCode }))),
  );
  expect(new Set(partial.map(({ format }) => format))).toEqual(partialFormats);
});

describe('the name of a file', () => {
  it('is a plain one, different for every format', () => {
    const names = writers.map(({ fileName }) => fileName);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
    for (const [format, writer] of Object.entries(formatWriters)) expect(writer.format).toBe(format);
  });
});
