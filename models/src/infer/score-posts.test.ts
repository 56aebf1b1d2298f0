import { describe, expect, it } from 'vitest';
import { languageOfScript } from './score-posts.ts';

describe('the language of a script', () => {
  it.each([
    ['น้องอยู่โรงเรียนไหน', 'th'],
    ['น้อง add line มานะคะ ขอบคุณค่ะ', 'th'],
    ['my friend นุ่น is here with us tonight', undefined],
    ['see you tomorrow', undefined],
    ['', undefined],
    ['🙂 123', undefined],
  ])('of %j is %j', (text, language) => {
    expect(languageOfScript(text)).toBe(language);
  });
});
