import { describe, expect, it } from 'vitest';
import { contentOfReading } from './content-of-reading.ts';
import { PageReading } from './page-reading.ts';

const post = 'https://www.facebook.com/somebody.example/posts/1234567890123';
const comment = `${post}?comment_id=55555`;
const base: PageReading = {
  url: 'https://www.facebook.com/',
  canonical: null,
  selection: '',
  text: '',
  links: [],
  inPost: false,
  language: null,
};
const read = (part: Partial<PageReading>) => contentOfReading({ ...base, ...part });
const link = (href: string, text = '') => ({ href, text });

describe('content of a reading', () => {
  it("takes the post's own address in a feed", () => {
    const links = [link('https://www.facebook.com/somebody.example', 'Somebody'), link(post, '2 h')];
    expect(read({ inPost: true, links })).toMatchObject({ url: post, authorHandle: 'somebody.example' });
  });

  it('keeps the address of a page that shows one post', () => {
    const other = 'https://www.facebook.com/other.example/posts/9999999999999';
    expect(read({ url: post, inPost: true, links: [link(other)] }).url).toBe(post);
  });

  it('takes the address of the comment in which words were selected', () => {
    const links = [link('https://www.facebook.com/answering.example'), link(comment, '1 h')];
    const content = read({ url: post, inPost: true, selection: 'how old are you', links });
    expect(content).toMatchObject({
      url: comment,
      text: 'how old are you',
      authorHandle: 'answering.example',
    });
  });

  it('does not believe links to other platforms', () => {
    const links = [
      link('https://www.youtube.com/watch?v=abcdefghijk'),
      link('https://www.youtube.com/@someone'),
    ];
    expect(read({ inPost: true, links })).toMatchObject({
      url: 'https://www.facebook.com/',
      authorHandle: '',
    });
  });

  it('uses the canonical link only where the address names nothing, and only of the same platform', () => {
    const video = 'https://www.youtube.com/watch?v=abcdefghijk';
    const stale = 'https://www.youtube.com/watch?v=zzzzzzzzzzz';
    expect(read({ url: video, canonical: stale }).url).toBe(video);
    expect(read({ url: 'https://www.youtube.com/', canonical: video }).url).toBe(video);
    expect(read({ url: 'https://www.facebook.com/', canonical: video }).url).toBe(
      'https://www.facebook.com/',
    );
  });

  it('names the author of a page whose address does', () => {
    expect(read({ url: 'https://www.youtube.com/@someone' }).authorHandle).toBe('someone');
    expect(read({ url: post }).authorHandle).toBe('somebody.example');
  });

  it('prefers what was selected to what is visible, and stores no half characters', () => {
    expect(read({ text: 'whole post' }).text).toBe('whole post');
    expect(read({ text: 'whole post', selection: 'these words' }).text).toBe('these words');
    expect(read({ text: 'cut \ud83d' }).text.isWellFormed()).toBe(true);
    expect(read({ text: 'a\u0000b' }).text).toBe('ab');
  });

  it('takes only a language tag for a language', () => {
    expect(read({ language: 'th' }).language).toBe('th');
    expect(read({ language: 'not a tag!' }).language).toBe('');
  });

  it('refuses a reading of another shape, whatever a page did to it', () => {
    expect(PageReading.safeParse({ ...base, text: 'a'.repeat(6_000) }).success).toBe(false);
    expect(PageReading.safeParse({ ...base, links: 'none' }).success).toBe(false);
    expect(PageReading.safeParse(null).success).toBe(false);
  });
});
