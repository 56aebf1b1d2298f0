import { describe, expect, it } from 'vitest';
import { plainUri } from './plain-uri.ts';

const fallback = 'https://example.org/kept';

describe('plainUri', () => {
  it.for([
    'https://m.example.org/a/b?x=1&y=%E0%B8%81#z',
    'HTTPS://Example.org/A',
    'https://[2001:db8::1]/a',
    "https://example.org/it's(1)*,;=:@!$",
  ])('leaves %s as it was', (address) => {
    expect(plainUri(address, fallback)).toBe(address);
  });

  it.for([
    ['https://example.org/กขค?q=ง', 'https://example.org/%E0%B8%81%E0%B8%82%E0%B8%84?q=%E0%B8%87'],
    ['https://ตัวอย่าง.example/', 'https://xn--72c1a1bt4awk9o.example/'],
    ['https://example.org/a b|c^d[0]', 'https://example.org/a%20b%7Cc%5Ed%5B0%5D'],
    ['https://example.org/100%', 'https://example.org/100%25'],
    ['no address', fallback],
  ])('writes %s as %s', ([address = '', expected]) => {
    expect(plainUri(address, fallback)).toBe(expected);
  });
});
