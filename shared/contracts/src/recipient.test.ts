import { describe, expect, it } from 'vitest';
import { partialFormats, RecipientConfiguration } from './recipient.ts';

describe('the formats of a recipient', () => {
  const { formats } = RecipientConfiguration.shape;

  it('are refused when a confirmed referral could be in none of them', () => {
    for (const partial of partialFormats) {
      expect(formats.safeParse([partial]).success).toBe(false);
      expect(formats.safeParse([partial, 'csv']).success).toBe(true);
    }
    expect(formats.safeParse([...partialFormats]).success).toBe(false);
    expect(formats.safeParse([]).success).toBe(false);
  });
});
