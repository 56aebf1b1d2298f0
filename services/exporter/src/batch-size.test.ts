import { describe, expect, it } from 'vitest';
import { BatchTooLarge, refuseTooLarge } from './batch-size.ts';
import { inventEnvelope, inventReferral } from './testing/invented-envelope.ts';

const file = (bytes: number) => ({ name: 'referrals.csv', mediaType: 'text/csv', bytes, sha256: '' });
const tried = (maximumBytes: number | null, bytes: number[], imminentDanger = false) => {
  const envelope = inventEnvelope([inventReferral({ imminentDanger })], { configuration: { maximumBytes } });
  return () => refuseTooLarge(envelope, 1, bytes.map(file));
};

describe('refuseTooLarge', () => {
  it('counts all files together, up to and with the limit', () => {
    expect(tried(5_000, [3_000, 2_000])).not.toThrow();
    expect(tried(5_000, [3_000, 2_001])).toThrow(BatchTooLarge);
    expect(tried(5_000, [3_000, 2_001])).toThrow('5001 bytes and this recipient takes 5000');
  });

  it('lets everything through where there is no limit, and imminent danger in any case', () => {
    expect(tried(null, [1e9])).not.toThrow();
    expect(tried(5_000, [9_000], true)).not.toThrow();
  });
});
