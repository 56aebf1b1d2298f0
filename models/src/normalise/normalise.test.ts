import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';
import { EMAIL_TOKEN, NUMBER_TOKEN, URL_TOKEN, USER_TOKEN } from './placeholders.ts';

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

  it('survives lone surrogates', () => {
    expect(plain('a\uD800b')).toBe('a\uFFFDb');
  });

  it('knows where each letter came from', () => {
    const text = 'x \u200BＳ3cret นํ้า https://example.org end';
    const traced = normalise(text, true);
    expect(traced.text).toBe(plain(text));
    expect(traced.origin?.starts).toHaveLength(traced.text.length);
    const at = traced.text.indexOf('end');
    expect(text.slice(traced.origin?.starts[at], traced.origin?.ends[at + 2])).toBe('end');
    const link = traced.text.indexOf(URL_TOKEN);
    expect(text.slice(traced.origin?.starts[link], traced.origin?.ends[link])).toBe('https://example.org');
    const water = traced.text.indexOf('น้ำ');
    expect(text.slice(traced.origin?.starts[water], traced.origin?.ends[water + 2])).toBe('นํ้า');
  });
});
