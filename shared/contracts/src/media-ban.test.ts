import { describe, expect, it } from 'vitest';
import { findMedia } from './media-ban.ts';

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 197 + 31) % 256);
const base64 = (length: number) => Buffer.from(bytes(length)).toString('base64');
/** The beginning of a file of the ISO base media format (ISO/IEC 14496-12), such as MP4, AVIF and HEIC. */
const isoFile = (brand: string, length: number) =>
  Buffer.concat([Buffer.from([0, 0, 0, 0x1c]), Buffer.from(`ftyp${brand}`), bytes(length)]).toString(
    'base64',
  );
/** As mail programs break it (RFC 2045). */
const inLines = (text: string) => text.replaceAll(/.{76}/g, '$&\r\n');

describe('findMedia', () => {
  it.each([
    [{ note: 'data:image/png;base64,iVBORw0KGgo=' }, '/note', 'DATA_URL'],
    [{ note: 'see DATA:Video/mp4;base64,AAAA' }, '/note', 'DATA_URL'],
    [{ url: 'data:image/svg+xml,%3Csvg%3E' }, '/url', 'DATA_URL'],
    [{ note: 'data: text/plain ;charset=x ; base64 , AAAA' }, '/note', 'DATA_URL'],
    [{ note: 'data:;base64,AAAA' }, '/note', 'DATA_URL'],
    [{ text: base64(400) }, '/text', 'BASE64_BLOB'],
    [{ text: `look: iVBORw0KGgo${base64(60)}` }, '/text', 'BASE64_BLOB'],
    [{ url: `https://example.org/?x=/9j/4AAQ${base64(80)}` }, '/url', 'BASE64_BLOB'],
    [{ text: inLines(isoFile('avif', 300)) }, '/text', 'BASE64_BLOB'],
    [{ url: `https://a.example/${isoFile('isom', 60)}` }, '/url', 'BASE64_BLOB'],
    [{ text: String.fromCharCode(...bytes(64).map((byte) => byte % 8)) }, '/text', 'BINARY_TEXT'],
    [{ screenshot: 'x' }, '/screenshot', 'MEDIA_FIELD'],
    [{ flags: [{ a: 1 }, { image_base64: '' }] }, '/flags/1/image_base64', 'MEDIA_FIELD'],
    [{ 'a/b~': { thumbnail: null } }, '/a~1b~0/thumbnail', 'MEDIA_FIELD'],
  ])('finds media in %j', (body, pointer, reason) => {
    expect(findMedia(body)).toEqual({ pointer, reason });
  });

  it.each([
    [{ text: 'The photo album of our school camp is online, ask your teacher for the link.' }],
    [{ text: 'ค่ายฤดูร้อนของโรงเรียน รับสมัครถึงวันศุกร์ '.repeat(60) }],
    [{ text: 'haha'.repeat(200), note: '=== data: see above, base64 is a word ===' }],
    [{ url: `https://www.facebook.com/permalink.php?story_fbid=pfbid0${'2Ab9'.repeat(60)}&id=1` }],
    [
      {
        mediaTimecode: '1:02:03',
        postedAt: null,
        hashes: [{ algorithm: 'SHA-256', value: 'a'.repeat(64), source: 'x' }],
      },
    ],
    // An OpenPGP key is one.
    [{ publicKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${inLines(base64(400))}\n-----END` }],
    [{ text: '👩‍👩‍👧‍👦🎉 เจอกันวันเสาร์ 😊\nline two\ttabbed' }],
  ])('leaves %j alone', (body) => {
    expect(findMedia(body)).toBeNull();
  });

  it('reads texts that begin like a data URL and never end', () => {
    for (const filler of [' ', 'a', ';', '/', '\n'])
      expect(findMedia({ text: `data:${filler.repeat(50_000)}` })).toBeNull();
  });

  it('survives nesting that would exhaust the stack', () => {
    let body: unknown = { image: 1 };
    for (let depth = 0; depth < 100_000; depth += 1) body = [body];
    expect(findMedia(body)?.reason).toBe('MEDIA_FIELD');
  });
});
