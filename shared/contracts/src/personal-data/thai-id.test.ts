import { describe, expect, it } from 'vitest';
import { hasThaiIdChecksum } from './thai-id.ts';

describe('hasThaiIdChecksum', () => {
  // Invented numbers; the check digits were worked out by hand.
  it.each(['1101700230708', '1234567890121', '0000000000001'])('takes %s', (digits) => {
    expect(hasThaiIdChecksum(digits)).toBe(true);
  });

  it.each(['1101700230707', '1234567890122', '123456789012', '12345678901210', 'a234567890121', ''])(
    'does not take %s',
    (digits) => {
      expect(hasThaiIdChecksum(digits)).toBe(false);
    },
  );
});
