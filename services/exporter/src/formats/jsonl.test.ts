import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { referralFields } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { bareReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { jsonl } from './jsonl.ts';

const linesOf = async (envelope: Parameters<typeof jsonl.write>[0]): Promise<unknown[]> => {
  const written = await text(Readable.from(jsonl.write(envelope)));
  expect(written.endsWith('}\n')).toBe(true);
  return written
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
};

describe('jsonl', () => {
  it('is one referral a line with the names, order and types of the schema', async () => {
    const envelope = inventEnvelope([inventReferral(), bareReferral({ explanation: 'two\nlines' })], {
      configuration: { fields: ['severity', 'hashes', 'explanation', 'posted_at', 'good_faith'] },
    });
    const common = {
      batch_id: envelope.batchId,
      organisation: 'Plover Foundation',
      contact: 'desk@plover.example',
      tlp: 'TLP:AMBER',
      referral_id: '01990000-0000-7000-8000-000000000001',
      severity: 2,
    };
    const lines = await linesOf(envelope);
    expect(lines).toEqual([
      {
        ...common,
        hashes: [{ algorithm: 'MD5', value: 'd41d8cd98f00b204e9800998ecf8427e', source: 'hotline list' }],
        explanation:
          'The account asks children for their age, asks for secrecy and offers gifts for contact.',
        posted_at: '2026-01-29T07:00:00.000Z',
        good_faith: true,
      },
      { ...common, hashes: [], explanation: 'two\nlines', posted_at: null, good_faith: true },
    ]);
    expect(Object.keys(Object(lines[0]))).toEqual([
      ...Object.keys(common).slice(0, 5),
      ...envelope.configuration.fields,
    ]);
  });

  it('names every field as the columns of the CSV do', async () => {
    const [line] = await linesOf(inventEnvelope([inventReferral()]));
    expect(Object.keys(Object(line))).toEqual(expect.arrayContaining([...referralFields]));
  });
});
