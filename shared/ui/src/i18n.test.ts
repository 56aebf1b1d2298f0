import { describe, expect, it } from 'vitest';
import { createTranslator } from './i18n.ts';

describe('createTranslator', () => {
  it('translates the first namespace without a prefix and others with one', () => {
    const t = createTranslator('th', ['common', 'taxonomy']);
    expect(t('actions.cancel')).toBe('ยกเลิก');
    expect(t('taxonomy:urgency.ROUTINE.name')).toBe('ปกติ');
  });

  it('keeps translators of different languages apart', () => {
    const english = createTranslator('en', ['common']);
    createTranslator('th', ['common']);
    expect(english('actions.cancel')).toBe('Cancel');
  });
});
