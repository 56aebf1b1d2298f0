import { describe, expect, it } from 'vitest';
import { inserted, templateOf } from './note-templates.ts';

describe('note templates', () => {
  it('go in at the caret, with a space where words would run together, in place of what is marked', () => {
    expect(inserted('', 'Asks for age.', 0, 0)).toEqual({ note: 'Asks for age.', caret: 13 });
    expect(inserted('Seen. Later.', 'Asks.', 5, 5)).toEqual({ note: 'Seen. Asks. Later.', caret: 11 });
    expect(inserted('one two', 'three', 4, 7)).toEqual({ note: 'one three', caret: 9 });
  });

  it('are made of a note, titled by how it begins', () => {
    expect(templateOf('  Asks for age.\nThen for secrecy. ')).toEqual({
      title: 'Asks for age.',
      text: 'Asks for age.\nThen for secrecy.',
    });
    expect(templateOf('x'.repeat(100))?.title).toHaveLength(40);
    expect(templateOf('   ')).toBeNull();
    expect(templateOf('x'.repeat(501))).toBeNull();
  });
});
