import { describe, expect, it } from 'vitest';
import { isInScriptOf, languageOf, markedTranslation } from './translation.ts';

const thai = 'บัญชีนี้ถามอายุเด็ก และใช้ชื่อ "night owl"';

describe('languageOf', () => {
  it('knows Thai by its script and English by its words, and claims nothing of others', () => {
    expect(languageOf(thai)).toBe('th');
    expect(languageOf('The account asks for secrecy.')).toBe('en');
    expect(
      languageOf(
        'The account belongs to an adult who writes to several children under their posts. It asks for their age and where they live, offers small gifts in a game, and then asks them to keep this secret from their parents. Two of the children answered, and with one of them there is talk of a meeting.',
      ),
    ).toBe('en');
    expect(languageOf('The account offers gifts to children and asks "bawal sabihin".')).toBe('en');
    for (const other of [
      'Le compte demande aux enfants de garder le secret.',
      'Nagse-send siya ng pics, sabi niya "this is the secret that we share with them"',
      'Dia bilang send me that and hantar gambar kepada akaun lain selepas itu',
      'Der Account fragt Kinder nach ihrem Alter.',
      'Tài khoản này hỏi tuổi của trẻ em and more',
      'الحساب يسأل الأطفال عن أعمارهم',
      'Аккаунт спрашивает возраст детей',
      '12345',
      '',
    ])
      expect(languageOf(other), other).toBeNull();
  });
});

describe('the mark of a translation', () => {
  const text = 'Words.';
  it('names the language of the explanation only where it is known and another one', () => {
    expect(markedTranslation({ language: 'en', translatedFrom: 'th', text })).toBe(
      'Translation from Thai, made by the organisation: Words.',
    );
    for (const translatedFrom of [null, 'en'] as const)
      expect(markedTranslation({ language: 'en', translatedFrom, text })).toBe(
        'Translation, made by the organisation: Words.',
      );
    expect(markedTranslation({ language: 'th', translatedFrom: null, text })).toBe(
      'คำแปล จัดทำโดยองค์กร: Words.',
    );
  });
});

describe('isInScriptOf', () => {
  it('refuses what is plainly not written in the language', () => {
    expect(isInScriptOf('th', thai)).toBe(true);
    expect(isInScriptOf('en', thai)).toBe(false);
    expect(isInScriptOf('en', 'The account says "หนู" to children.')).toBe(true);
    for (const none of ['The account asks.', 'الحساب يسأل', '123'])
      expect(isInScriptOf('th', none)).toBe(false);
    for (const none of ['الحساب يسأل', '123']) expect(isInScriptOf('en', none)).toBe(false);
  });
});
