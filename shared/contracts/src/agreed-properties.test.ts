import { describe, expect, it } from 'vitest';
import { agreedProperties } from './agreed-properties.ts';
import { referralFields } from './recipient.ts';
import { Referral } from './referral.ts';

const referral = Referral.parse({
  referralId: '019a0000-0000-7000-8000-000000000001',
  schemaVersion: '1.0',
  platform: 'YOUTUBE',
  contentType: 'COMMENT',
  urlOriginal: 'https://youtu.be/abcdefghijk?lc=1',
  urlCanonical: 'https://www.youtube.com/watch?v=abcdefghijk&lc=1',
  categoryCode: 'GROOMING',
  secondaryCategories: ['SEXUAL_EXTORTION'],
  modifiers: ['PEER_INVOLVED'],
  policyArea: 'Child safety',
  jurisdiction: 'TH',
  severity: 2,
  urgency: 'IMMINENT',
  imminentDanger: true,
  imminentBases: ['TRAVEL'],
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
  legalBasis: ['Act 1'],
  postedAt: null,
  hashes: [],
  notifierRef: 'plover-12',
});

describe('agreedProperties', () => {
  it('gives what was agreed in the order of the recipient, each once, and nothing else', () => {
    expect(agreedProperties(referral, ['severity', 'referral_id', 'severity'])).toEqual([
      ['severity', 2],
      ['referralId', referral.referralId],
    ]);
  });

  it('gives with a fact what belongs to it', () => {
    expect(agreedProperties(referral, ['category_code', 'imminent_danger'])).toEqual([
      ['categoryCode', 'GROOMING'],
      ['secondaryCategories', ['SEXUAL_EXTORTION']],
      ['modifiers', ['PEER_INVOLVED']],
      ['imminentDanger', true],
      ['imminentBases', ['TRAVEL']],
    ]);
  });

  it('gives a whole referral for all fields', () => {
    expect(Object.fromEntries(agreedProperties(referral, referralFields))).toEqual(referral);
  });
});
