import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';
import { EMAIL_TOKEN, NUMBER_TOKEN, URL_TOKEN, USER_TOKEN } from './placeholders.ts';
import { plainNormalise } from './testing/plain-normalise.ts';
import { originOf } from './traced-text.ts';

const plain = (text: string): string => normalise(text).text;

describe('normalise', () => {
  it('keeps SARA AM whole, however it was typed', () => {
    expect(plain('น้ำ')).toBe('น้ำ');
    expect(plain('น\u0E49\u0E4D\u0E32')).toBe('น้ำ');
    expect(plain('น\u0E4D\u0E49\u0E32')).toBe('น้ำ');
    expect(plain('ນ\u0ECD\u0EB2')).toBe('ນຳ');
  });

  it('removes what cannot be seen', () => {
    expect(plain('se\u200Bcr\u00ADet\uFEFF')).toBe('secret');
  });

  it('reads full-width and styled letters as plain ones', () => {
    expect(plain('ＳＥＣＲＥＴ 𝐬𝐞𝐜𝐫𝐞𝐭')).toBe('secret secret');
  });

  it('folds look-alike letters only in a mixed word', () => {
    expect(plain('sесrеt')).toBe('secret');
    expect(plain('привет')).toBe('привет');
  });

  it('folds digits inside a word and leaves ages and grades alone', () => {
    expect(plain('s3cr3t t0night')).toBe('secret tonight');
    expect(plain('13yo b4 grade 7 m3')).toBe('13yo b4 grade 7 m3');
  });

  it('collapses elongation, to two letters in Latin script and one elsewhere', () => {
    expect(plain('sooooo cool')).toBe('soo cool');
    expect(plain('มากกกกก')).toBe('มาก');
  });

  it('replaces what identifies by its kind', () => {
    expect(plain('see https://example.org/a?b=1 now')).toBe(`see ${URL_TOKEN} now`);
    expect(plain('t.me/some_group')).toBe(` ${URL_TOKEN} `);
    expect(plain('mail a.b@example.org')).toBe(`mail ${EMAIL_TOKEN} `);
    expect(plain('ask @some_user, please')).toBe(`ask ${USER_TOKEN} , please`);
    expect(plain('call 081-234-5678')).toBe(`call ${NUMBER_TOKEN} `);
  });

  it('does not let anybody write a placeholder', () => {
    expect(plain(`a${URL_TOKEN}b`)).toBe('ab');
  });

  it('leaves thirty marks on a letter, and no more', () => {
    expect(plain(`x${'\u0323'.repeat(31)}`)).toBe(`x${'\u0323'.repeat(30)}`);
    expect(plain(`x${'\u0323'.repeat(30)}`)).toBe(`x${'\u0323'.repeat(30)}`);
  });

  it('survives lone surrogates', () => {
    expect(plain('a\uD800b')).toBe('a\uFFFDb');
  });

  it('knows where each letter came from', () => {
    const text = 'x \u200BＳ3cret นํ้า https://example.org end';
    const traced = normalise(text, true);
    expect(traced.text).toBe(plain(text));
    const origin = (part: string): string => {
      const at = traced.text.indexOf(part);
      const { start, end } = originOf(traced, at, at + part.length);
      return text.slice(start, end);
    };
    expect(origin('end')).toBe('end');
    expect(origin(URL_TOKEN)).toBe('https://example.org');
    expect(origin('น้ำ')).toBe('นํ้า');
    expect(origin('secret')).toBe('Ｓ3cret');
  });

  it('leaves out no pass that would have changed something', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const expected = plainNormalise(text);
        expect(normalise(text).text).toBe(expected);
        const traced = normalise(text, true);
        expect(traced.text).toBe(expected);
        let reached = 0;
        for (let at = 0; at < expected.length; at += 1) {
          const { start, end } = originOf(traced, at, at + 1);
          expect(start).toBeGreaterThanOrEqual(reached);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          reached = start;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('does the same to every character, with and without marks around it', { timeout: 60_000 }, () => {
    for (let point = 0; point <= 0x10ffff; point += point < 0x20000 ? 1 : 97) {
      const char = String.fromCodePoint(point);
      for (const text of [char, `a${char}\u0301`, `\u0E01${char}\u0E48${char}`, char.repeat(3)]) {
        if (normalise(text).text !== plainNormalise(text))
          expect(normalise(text).text).toBe(plainNormalise(text));
      }
    }
  });
});

/** Pieces that passes look for, next to each other in any order, and any Unicode among them. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(...'aAbE0135@$!.-_%+/:? \t\n\u00A0', 'ﬁ', 'Σ', 'İ', 'ı', 'Ⅳ', '①', 'ß', 'ｶ', 'ﾞ'),
      fc.constantFrom(
        'www.',
        'https://',
        'HTTP://',
        '.com',
        '.co',
        'a@b.com',
        '_x@c.th',
        '@me.',
        '081-234-5678',
      ),
      fc.constantFrom('а', 'е', 'с', 'ο', 'ɡ', 'sес', 's3cr', 'ooo', 'o0o', '가', 'ᄀ', 'ᅡ', 'ᆨ', 'ㄱ', '각'),
      fc.constantFrom(
        'ำ',
        '\u0E4D',
        '\u0E32',
        '\u0E48',
        '\u0E38',
        '\u0E3A',
        'ก',
        'กกก',
        'ที่',
        'ຳ',
        '\u0ECD',
        '\u0EB2',
      ),
      fc.constantFrom(
        '\u0301',
        '\u0323',
        '\u200B',
        '\uFE0F',
        '\u202E',
        '\uE001',
        '🙂',
        '🏽',
        '🇹🇭',
        '𝐬',
        '𐐀',
        '\uD800',
      ),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));
