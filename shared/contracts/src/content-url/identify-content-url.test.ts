import { describe, expect, it } from 'vitest';
import { contentUrlCases } from './content-url.cases.ts';
import { identifyContentUrl } from './identify-content-url.ts';
import { identityKey } from './identity-key.ts';

function keyOf(url: string): string {
  const result = identifyContentUrl(url);
  return result.ok ? identityKey(result.identity) : result.reason;
}

describe.each(contentUrlCases)('identifying $platform addresses', ({ platform, cases }) => {
  const named = cases.map(([url, kind, ...expected]) => ({ url, kind, expected }));
  it.each(named)('$url is a $kind', ({ url, kind, expected: [contentId, canonicalUrl, ids] }) => {
    const result = identifyContentUrl(url);
    expect(result).toMatchObject({
      ok: true,
      identity: { platform, kind, contentId, canonicalUrl, opaque: kind === 'SHORT_LINK' },
    });
    if (ids !== undefined) expect(result).toHaveProperty('identity.ids', ids);
  });
});

describe('what clings to a copied address', () => {
  const clean = 'https://pantip.com/topic/42000001';
  it.each([
    [`  ${clean}\n`],
    [`${clean}.`],
    [`${clean},`],
    [`(${clean})`],
    [`<${clean}>`],
    [`"${clean}"`],
    [`“${clean}”`],
    [`‘${clean}’,`],
    [`«${clean}»`],
    [`「${clean}」`],
    [`${clean}。`],
    [`${clean}、`],
    [`${clean})`],
    [`${clean}?!…`],
    [`[${clean}]:`],
    [`**${clean}**`],
    [`\u200B${clean}\u200B`],
    [`\uFEFF${clean}`],
    [`\u2068${clean}\u2069`],
    [`https://pantip.com/\u200Btopic/\u206042000001`],
    [`\u3000${clean}\u00A0`],
  ])('%j still names the topic, and the original is the bare address', (pasted) => {
    expect(identifyContentUrl(pasted)).toMatchObject({
      identity: { contentId: 'topic:42000001' },
      original: clean,
    });
  });

  it('keeps a closing bracket that belongs to the address', () => {
    expect(keyOf('(see-nothing.example/Nok_(bird))')).toBe('URL:https://see-nothing.example/Nok_(bird)');
  });

  it('keeps a closing character that only came last when parameters were dropped', () => {
    expect(keyOf('https://example.com/a.?utm_source=x')).toBe('URL:https://example.com/a%2E');
  });
});

describe('what is refused', () => {
  it.each([
    ['', 'EMPTY'],
    [' \n\u200B“” ', 'EMPTY'],
    [`https://example.com/${'a'.repeat(4077)}`, 'TOO_LONG'],
    [`https://example.com/${'ก'.repeat(2000)}`, 'TOO_LONG'],
    ['https://example.com/\uD800', 'LONE_SURROGATE'],
    ['https://example.com/a\u0000b', 'CONTROL_CHARACTER'],
    ['https://example.com/a\nb', 'CONTROL_CHARACTER'],
    ['java\tscript:alert(1)', 'CONTROL_CHARACTER'],
    ['https://example.com/\u202Egpj.exe', 'CONTROL_CHARACTER'],
    ['https://face\u200Ebook.com/', 'CONTROL_CHARACTER'],
    ['javascript:alert(1)', 'SCHEME_NOT_ALLOWED'],
    ['JaVaScRiPt://facebook.com/%0Aalert(1)', 'SCHEME_NOT_ALLOWED'],
    ['data:text/html,x', 'SCHEME_NOT_ALLOWED'],
    ['file:///etc/passwd', 'SCHEME_NOT_ALLOWED'],
    ['blob:https://facebook.com/1', 'SCHEME_NOT_ALLOWED'],
    ['ftp://example.com/a', 'SCHEME_NOT_ALLOWED'],
    ['mailto:nok@example.com', 'SCHEME_NOT_ALLOWED'],
    ['tg://resolve?domain=nok', 'SCHEME_NOT_ALLOWED'],
    ['view-source:https://example.com', 'SCHEME_NOT_ALLOWED'],
    ['chrome-extension://abc/page.html', 'SCHEME_NOT_ALLOWED'],
    ['https://facebook.com@evil.example/nok', 'CREDENTIALS'],
    ['https://nok:secret@example.com/', 'CREDENTIALS'],
    ['https://@example.com/', 'CREDENTIALS'],
    ['https:facebook.com@evil.example', 'CREDENTIALS'],
    ['https://evil.example%2f@facebook.com/', 'CREDENTIALS'],
    ['nok@example.com', 'NOT_A_URL'],
    ['hello', 'NOT_A_URL'],
    ['see https://example.com/a', 'NOT_A_URL'],
    ['https://example.com/a b', 'NOT_A_URL'],
    ['https://', 'NOT_A_URL'],
    ['https://facebook.com%2f.evil.example/', 'NOT_A_URL'],
    ['https://exa_mple..com/', 'NOT_A_URL'],
    ['https://example.com:99999/', 'NOT_A_URL'],
    ['https://[::zz]/', 'NOT_A_URL'],
    ['http://localhost:3000/', 'LOCAL_ADDRESS'],
    ['localhost/a', 'LOCAL_ADDRESS'],
    ['http://nok.localhost/', 'LOCAL_ADDRESS'],
    ['http://intranet/', 'LOCAL_ADDRESS'],
    ['http://printer.local/', 'LOCAL_ADDRESS'],
    ['http://db.internal/', 'LOCAL_ADDRESS'],
    ['http://127.0.0.1/', 'LOCAL_ADDRESS'],
    ['http://127.1/', 'LOCAL_ADDRESS'],
    ['http://2130706433/', 'LOCAL_ADDRESS'],
    ['http://0x7f.0.0.1/', 'LOCAL_ADDRESS'],
    ['http://127.0.0.1./', 'LOCAL_ADDRESS'],
    ['http://10.1.2.3/', 'LOCAL_ADDRESS'],
    ['http://172.16.0.1/', 'LOCAL_ADDRESS'],
    ['http://192.168.1.1/', 'LOCAL_ADDRESS'],
    ['http://169.254.169.254/latest', 'LOCAL_ADDRESS'],
    ['http://100.64.0.1/', 'LOCAL_ADDRESS'],
    ['http://0.0.0.0/', 'LOCAL_ADDRESS'],
    ['http://[::1]/', 'LOCAL_ADDRESS'],
    ['http://[::]/', 'LOCAL_ADDRESS'],
    ['http://[fd00::1]/', 'LOCAL_ADDRESS'],
    ['http://[fe80::1]/', 'LOCAL_ADDRESS'],
    ['http://[::ffff:192.168.0.1]/', 'LOCAL_ADDRESS'],
    ['http://[64:ff9b::10.0.0.1]/', 'LOCAL_ADDRESS'],
  ])('%j: %s', (input, reason) => {
    expect(identifyContentUrl(input)).toEqual({ ok: false, reason });
  });

  it('accepts an address of exactly 4,096 characters', () => {
    expect(identifyContentUrl(`https://example.com/${'a'.repeat(4076)}`)).toMatchObject({ ok: true });
  });
});

describe('the key of an item', () => {
  it.each([
    [
      'https://www.facebook.com/nok/posts/123?comment_id=55',
      'https://m.facebook.com/story.php?story_fbid=123&id=456&comment_id=55',
    ],
    ['https://www.facebook.com/reel/321', 'https://fb.com/nok/videos/321'],
    ['https://youtu.be/dQw4w9WgXcQ?t=90', 'https://m.youtube.com/shorts/dQw4w9WgXcQ'],
    ['https://www.instagram.com/p/CxYz_12-AbC/', 'https://www.instagram.com/nok/reel/CxYz_12-AbC/'],
    ['https://twitter.com/a/status/17', 'https://x.com/b/status/17'],
    ['https://www.tiktok.com/@a/photo/730', 'https://m.tiktok.com/v/730.html'],
    ['https://vk.com/clip-1_2', 'https://m.vk.com/video?z=video-1_2'],
    ['https://t.me/s/NokNews/42', 'https://noknews.t.me/42'],
    ['https://ｆａｃｅｂｏｏｋ.com/nok', 'https://faceb%6Fok。com/NOK'],
  ])('%s and %s are one item', (one, other) => {
    expect(keyOf(other)).toBe(keyOf(one));
  });

  it.each([
    ['https://www.facebook.com/nok/posts/123', 'https://www.facebook.com/nok/posts/123?comment_id=55'],
    [
      'https://www.facebook.com/nok/posts/123?comment_id=55',
      'https://www.facebook.com/nok/posts/123?comment_id=55&reply_comment_id=66',
    ],
    ['https://www.facebook.com/123', 'https://www.facebook.com/nok/posts/123'],
    ['https://www.facebook.com/watch/?v=123', 'https://www.facebook.com/photo.php?fbid=123'],
    ['https://youtu.be/dQw4w9WgXcQ', 'https://youtu.be/dqw4w9wgxcq'],
    ['https://x.com/nok/status/17', 'https://x.com/i/user/17'],
    ['https://t.me/noknews/42', 'https://t.me/c/1234567890/42'],
    ['https://vk.com/wall1_2', 'https://vk.com/wall-1_2'],
    ['https://vk.com/id1', 'https://vk.com/club1'],
    ['https://bsky.app/profile/a.example/post/3k', 'https://bsky.app/profile/b.example/post/3k'],
    ['https://mastodon.social/@nok/42', 'https://mastodon.online/@nok/42'],
    ['https://pantip.com/topic/1/comment12', 'https://pantip.com/topic/2/comment12'],
    ['https://files.example/#!AbC!key', 'https://files.example/#!XyZ!key'],
    ['http://example.com/a', 'https://example.com/a'],
  ])('%s and %s are two items', (one, other) => {
    expect(keyOf(other)).not.toBe(keyOf(one));
  });

  it('names platform and id space, or the canonical URL', () => {
    expect(keyOf('https://www.facebook.com/nok/posts/123')).toBe('FACEBOOK:post:123');
    expect(keyOf('https://fb.watch/AbC/')).toBe('URL:https://fb.watch/AbC/');
  });
});
