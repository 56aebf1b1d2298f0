import { describe, expect, it } from 'vitest';
import { referralFields } from './recipient.ts';
import type { Referral } from './referral.ts';
import { referralRow } from './referral-row.ts';

const referral: Referral = {
  referralId: '019a0000-0000-7000-8000-000000000001',
  schemaVersion: '1.0',
  platform: 'YOUTUBE',
  contentType: 'COMMENT',
  urlOriginal: 'https://youtu.be/abcdefghijk?lc=1',
  urlCanonical: 'https://www.youtube.com/watch?v=abcdefghijk&lc=1',
  categoryCode: 'GROOMING',
  secondaryCategories: [],
  modifiers: [],
  policyArea: 'Child safety',
  jurisdiction: 'TH',
  severity: 2,
  urgency: 'ROUTINE',
  imminentDanger: false,
  imminentBases: [],
  explanation: 'Asks for the age of a child and for secrecy.',
  contentLanguage: 'th',
  observedAt: '2026-03-04T05:06:07.000Z',
  verifiedLiveAt: '2026-03-04T05:06:07.000Z',
  requestedAction: 'REMOVE',
  goodFaith: true,
  platformContentId: null,
  parentId: null,
  accountHandle: '@somebody',
  accountId: null,
  groupId: null,
  mediaTimecode: null,
  legalBasis: ['Act 1', 'Act 2'],
  postedAt: null,
  hashes: [{ algorithm: 'MD5', value: '0'.repeat(32), source: 'partner list' }],
  notifierRef: 'plover-12',
  translationEn: null,
  translationTh: null,
  relation: null,
  relatesTo: null,
};

describe('referralRow', () => {
  it('spells the fields in the order that the recipient asks for', () => {
    expect(referralRow(referral, ['severity', 'account_handle', 'legal_basis', 'hashes'])).toEqual([
      '2',
      '@somebody',
      'Act 1 | Act 2',
      `MD5:${'0'.repeat(32)}`,
    ]);
  });

  it('knows every field and leaves absent values empty', () => {
    const row = referralRow(referral, referralFields);
    expect(row).toHaveLength(referralFields.length);
    expect(row[referralFields.indexOf('posted_at')]).toBe('');
    expect(row).not.toContain('null');
  });
});
