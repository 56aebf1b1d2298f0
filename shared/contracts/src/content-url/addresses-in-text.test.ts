import { describe, expect, it } from 'vitest';
import { addressesInText } from './addresses-in-text.ts';

describe('addresses in a text', () => {
  it.each([
    ['an address alone', ' https://pantip.com/topic/1 ', ['https://pantip.com/topic/1']],
    ['what an app shares', 'Look: https://x.com/a/status/1 via @a', ['https://x.com/a/status/1']],
    ['Thai around it', 'ดูโพสต์นี้ https://x.com/a/status/1 ครับ', ['https://x.com/a/status/1']],
    [
      'two of them',
      'https://a.example/1\nHTTPS://b.example/2',
      ['https://a.example/1', 'HTTPS://b.example/2'],
    ],
    ['no scheme', 'pantip.com/topic/1', ['pantip.com/topic/1']],
    ['words', 'the post from yesterday', []],
    ['nothing', '  ', []],
    ['a script', 'javascript:alert(1)', []],
  ])('of %s', (_what, text, found) => {
    expect(addressesInText(text)).toEqual(found);
  });
});
