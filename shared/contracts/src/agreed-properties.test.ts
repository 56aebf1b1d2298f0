import { describe, expect, it } from 'vitest';
import { agreedProperties } from './agreed-properties.ts';
import { referralFields } from './recipient.ts';
import { Referral } from './referral.ts';

describe('agreedProperties', () => {
  it('gives what was agreed in the order of the recipient, each once, and nothing else', () => {
    expect(agreedProperties(['severity', 'referral_id', 'severity'])).toEqual(['severity', 'referralId']);
  });

  it('gives with a fact what belongs to it', () => {
    expect(agreedProperties(['category_code', 'imminent_danger'])).toEqual([
      'categoryCode',
      'secondaryCategories',
      'modifiers',
      'imminentDanger',
      'imminentBases',
    ]);
  });

  it('gives a whole referral for all fields', () => {
    expect(new Set(agreedProperties(referralFields))).toEqual(new Set(Object.keys(Referral.shape)));
  });
});
