import { describe, expect, it } from 'vitest';
import { patternsOf, siteOf } from './site.ts';

describe('the site of an address', () => {
  it.each([
    ['https://www.social.example/a?b', 'social.example'],
    ['https://m.social.example/', 'social.example'],
    ['http://social.example:8080/', 'social.example'],
    ['https://groups.social.example/', 'groups.social.example'],
    // Not a variant of a site named "example".
    ['https://www.example/', 'www.example'],
    ['http://127.0.0.1:9000/', '127.0.0.1'],
    ['file:///etc/hosts', null],
    ['about:blank', null],
    ['no address', null],
    [null, null],
  ])('of %s is %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
  });

  it('gives match patterns that the browser takes', () => {
    expect(patternsOf('social.example')).toEqual(['https://*.social.example/*', 'http://*.social.example/*']);
    expect(patternsOf('127.0.0.1')).toEqual(['https://127.0.0.1/*', 'http://127.0.0.1/*']);
    expect(patternsOf('localhost')).toEqual(['https://localhost/*', 'http://localhost/*']);
  });
});
