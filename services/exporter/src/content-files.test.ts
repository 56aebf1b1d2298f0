import type { ExportFormat, Relation } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { contentFiles, ReferralUnsaid, refuseUnsaid } from './content-files.ts';
import { inventEnvelope, inventReferral } from './testing/invented-envelope.ts';

describe('contentFiles', () => {
  const namesFor = (...codes: ('CHILD_MARRIAGE' | 'GROOMING')[]) =>
    contentFiles(
      inventEnvelope(
        codes.map((categoryCode) => inventReferral({ categoryCode })),
        { configuration: { formats: ['xarf', 'csv', 'xarf'] } },
      ),
    ).map(({ position, name }) => `${position} ${name}`);

  it('makes each file once, in the order of the recipient', () => {
    expect(namesFor('CHILD_MARRIAGE', 'GROOMING')).toEqual(['0 xarf.jsonl', '1 referrals.csv']);
  });

  it('makes a numbered file for each referral where a format takes one at a time', async () => {
    const referrals = ['GROOMING', 'CHILD_MARRIAGE', 'SEC_ADVERTISING'] as const;
    const files = contentFiles(
      inventEnvelope(
        referrals.map((categoryCode) => inventReferral({ categoryCode })),
        { configuration: { formats: ['csv', 'ncmec'] } },
      ),
    );
    expect(files.map(({ position, name }) => `${position} ${name}`)).toEqual([
      '0 referrals.csv',
      '1 cybertipline-1.xml',
      '2 cybertipline-2.xml',
    ]);
    const parts: Uint8Array[] = [];
    for await (const bytes of files[2]?.read() ?? []) parts.push(bytes);
    expect(
      Buffer.concat(parts)
        .toString()
        .match(/<report>/g),
    ).toHaveLength(1);
    expect(Buffer.concat(parts).toString()).toContain('Child Sex Trafficking');
  });

  it('makes no file of a format that has no word for anything in the batch', () => {
    expect(namesFor('CHILD_MARRIAGE')).toEqual(['0 referrals.csv']);
  });
});

describe('a correction or a retraction', () => {
  const relatesTo = '01990000-0000-7000-8000-0000000000c1';
  const envelopeOf = (relation: Relation, formats: ExportFormat[]) =>
    inventEnvelope([inventReferral({ relation, relatesTo })], { configuration: { formats } });

  it('goes in no format that would say the opposite', () => {
    const names = (relation: Relation) =>
      contentFiles(envelopeOf(relation, ['csv', 'xarf', 'dsa', 'dsa-html', 'dsa-pdf', 'html'])).map(
        ({ name }) => name,
      );
    expect(names('RETRACTION')).toEqual(['referrals.csv', 'letter.html']);
    expect(names('CORRECTION')).toEqual([
      'referrals.csv',
      'xarf.jsonl',
      'notices.json',
      'notice.html',
      'notice.pdf',
      'letter.html',
    ]);
  });

  it('is refused where no format can say it', () => {
    const tried = (relation: Relation, formats: ExportFormat[]) => () =>
      refuseUnsaid(envelopeOf(relation, formats));
    expect(tried('RETRACTION', ['dsa', 'dsa-html', 'dsa-pdf'])).toThrow(ReferralUnsaid);
    expect(tried('RETRACTION', ['dsa', 'csv'])).not.toThrow();
    expect(tried('CORRECTION', ['dsa-html'])).not.toThrow();
    expect(tried('CORRECTION', ['ncmec-worksheet'])).toThrow('tell the recipient by other means');
  });
});
