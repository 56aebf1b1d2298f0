import { describe, expect, it } from 'vitest';
import { suggestionInputOf } from './suggestion-input-of.ts';

describe('what is asked of the classifier', () => {
  it('is the text, with its language where it is one', () => {
    expect(suggestionInputOf({ text: 'How old are you?', language: ' en ' })).toEqual({
      text: 'How old are you?',
      language: 'en',
    });
    for (const language of ['', 'English, I think'])
      expect(suggestionInputOf({ text: 'How old are you?', language })).toEqual({ text: 'How old are you?' });
  });

  it('is nothing where there is no text, or one that no server takes', () => {
    for (const text of ['', ' \n', 'a'.repeat(5_001), 'half a character \ud83d'])
      expect(suggestionInputOf({ text, language: 'en' })).toBeNull();
  });
});
