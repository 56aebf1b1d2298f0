import { describe, expect, it } from 'vitest';
import { identifyContentUrl } from './identify-content-url.ts';
import { withoutSharingMarks } from './without-sharing-marks.ts';

const shared = (url: string): string => {
  const identified = identifyContentUrl(url);
  if (!identified.ok) throw new Error(identified.reason);
  return withoutSharingMarks(url, identified.identity.canonicalUrl);
};

describe('withoutSharingMarks', () => {
  it.each([
    [
      'https://www.instagram.com/p/ABCdef12345/?igsh=MzRlODBiNWFlZA==',
      'https://www.instagram.com/p/ABCdef12345/',
    ],
    ['https://youtu.be/abcdefghijk?si=whoshared', 'https://youtu.be/abcdefghijk'],
    [
      'https://www.youtube.com/watch?v=abcdefghijk&pp=mark&lc=UgwComment000001',
      'https://www.youtube.com/watch?v=abcdefghijk&lc=UgwComment000001',
    ],
    [
      'https://m.facebook.com/a.page/posts/424242?fbclid=x&__tn__=R',
      'https://m.facebook.com/a.page/posts/424242',
    ],
    ['https://example.org/thread?id=7&utm_source=a&fbclid=b', 'https://example.org/thread?id=7'],
    ['https://fb.watch/abc123/?mibextid=who', 'https://fb.watch/abc123/'],
    [
      'x.com/somebody/status/1900000000000000001?s=20&t=whoshared',
      'https://x.com/somebody/status/1900000000000000001',
    ],
  ])('of %s leaves %s', (url, expected) => {
    expect(shared(url)).toBe(expected);
  });

  it('replaces a wrapper, whose marks are all that is left of it, by the address that it leads to', () => {
    const url = 'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fpage&h=AT0whoshared';
    expect(shared(url)).toBe('https://example.org/page');
  });

  it('names the same content as before', () => {
    const url = 'https://www.facebook.com/permalink.php?story_fbid=123456&id=42&rdid=mark';
    const before = identifyContentUrl(url);
    const after = identifyContentUrl(shared(url));
    expect(after.ok && before.ok && after.identity.canonicalUrl === before.identity.canonicalUrl).toBe(true);
    expect(shared(url)).not.toContain('rdid');
  });
});
