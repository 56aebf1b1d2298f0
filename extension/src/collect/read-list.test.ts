import { describe, expect, it } from 'vitest';
import { readList } from './read-list.ts';

describe('a pasted list', () => {
  it('gives its addresses in order, whatever stands around them, and passes over empty lines', () => {
    const { urls, refused } = readList(
      [
        '1. https://pantip.com/topic/40000001',
        '',
        '  - <https://x.com/a/status/1>, seen at noon',
        'pantip.com/topic/40000002',
        'https://x.com/a/status/2 https://x.com/a/status/3',
      ].join('\r\n'),
    );
    expect(urls).toEqual([
      'https://pantip.com/topic/40000001',
      'https://x.com/a/status/1',
      'pantip.com/topic/40000002',
      'https://x.com/a/status/2',
      'https://x.com/a/status/3',
    ]);
    expect(refused).toEqual([]);
  });

  it.each([
    ['words', 'the one from yesterday', 'NOT_A_URL'],
    ['a local address', 'http://192.168.1.2/post', 'LOCAL_ADDRESS'],
    ['another scheme', 'ftp://files.example/x', 'SCHEME_NOT_ALLOWED'],
    ['a password in it', 'https://a:b@site.example/', 'CREDENTIALS'],
    ['hidden direction marks', 'https://site.example/\u202Egpj', 'CONTROL_CHARACTER'],
    ['a picture', 'data:image/png;base64,iVBORw0KGgo=', 'MEDIA'],
  ])('says of %s why it is refused, and where it stands', (_what, text, reason) => {
    const { urls, refused } = readList(`https://x.com/a/status/1\n${text}\n`);
    expect(urls).toEqual(['https://x.com/a/status/1']);
    expect(refused).toMatchObject([{ line: 2, reason }]);
  });

  it('shows only the beginning of a long line', () => {
    expect(readList('ก'.repeat(5_000)).refused[0]?.text).toBe(`${'ก'.repeat(80)}…`);
  });
});
