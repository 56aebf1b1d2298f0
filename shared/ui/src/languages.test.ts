import { describe, expect, it } from 'vitest';
import { detectLanguage, extensionLanguages, languageOf } from './languages.ts';

describe('detectLanguage', () => {
  it('keeps what the person chose over what the browser prefers', () => {
    expect(detectLanguage('th', ['en-US'])).toBe('th');
  });

  it('takes the first preferred language that has a catalogue', () => {
    expect(detectLanguage(null, ['fr-FR', 'th-TH', 'en'])).toBe('th');
  });

  it('takes only a language that is offered', () => {
    expect(detectLanguage('id', ['th-TH'])).toBe('th');
    expect(detectLanguage(null, ['id-ID', 'th'], extensionLanguages)).toBe('id');
  });

  it('falls back to English', () => {
    expect(detectLanguage('xx', ['fr'])).toBe('en');
  });

  it('reads the primary subtag in any case', () => {
    expect(languageOf('TH-th')).toBe('th');
    expect(languageOf('')).toBeNull();
  });
});
