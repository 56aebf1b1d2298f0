import { describe, expect, it } from 'vitest';
import { statusOf } from '../page/status.ts';
import { openDomPage } from '../testing/dom-page.ts';
import { adapterFixtures } from '../testing/fixtures.ts';
import { standingPages } from '../testing/standing-pages.ts';
import { readStanding } from './read-standing.ts';

const look = (html: string, url: string, flagged: string, status = 200) =>
  readStanding({ view: openDomPage(html, url).view, flagged, status }, []);

describe.each(standingPages)('in place of a post of $platform, $name', (page) => {
  const { html, flagged, url = flagged, status, finding, reason } = page;

  it(`is proposed as ${finding}, and says why`, () => {
    expect(look(html, url, flagged, status)).toEqual({ finding, reason });
  });

  it('is never proposed as gone once a sign-in is on it', () => {
    const walled = html.replace('</body>', '<input type="password"></body>');
    if (walled !== html) expect(look(walled, url, flagged, status).finding).not.toBe('GONE');
  });
});

describe.each(adapterFixtures)('posts of $platform that are there', ({ platform, pages }) => {
  it.each(pages.map((page) => [`${page.name} (${page.variant})`, page] as const))(
    'are never proposed as gone or restricted: %s',
    (_, page) => {
      const { finding } = look(page.html, page.url, page.url);
      expect(['STILL_THERE', 'CANNOT_TELL']).toContain(finding);
    },
  );

  it('are gone by the status of their page alone, and behind a sign-in cannot be told', () => {
    for (const { url } of pages) {
      const empty = '<!doctype html><title>.</title><body></body>';
      expect(look(empty, url, url, 404)).toEqual({ finding: 'GONE', reason: 'STATUS_GONE' });
      const walled = '<!doctype html><title>.</title><body><input type="password"></body>';
      expect(look(walled, url, url)).toEqual({ finding: 'CANNOT_TELL', reason: 'WALL' });
    }
  });

  it('cannot be told from a page that another was flagged on', () => {
    for (const { html, url } of pages)
      expect(look(html, url, 'https://other.example/1').finding).toBe('CANNOT_TELL');
  });

  it('are seen where the page is about one thing', () => {
    const seen = pages.filter(({ html, url }) => look(html, url, url).finding === 'STILL_THERE');
    expect(seen, platform).not.toEqual([]);
  });
});

describe('the status of a page', () => {
  const entries = (name: string, responseStatus: unknown) => ({
    getEntriesByType: () => {
      const entry = { name, responseStatus, entryType: 'navigation', startTime: 0, duration: 0 };
      return [{ ...entry, toJSON: () => entry }];
    },
  });
  const here = new URL('https://harbour.example/post?x=1#y');

  it('is what the browser tells of the document in the window', () => {
    expect(statusOf(here, entries('https://harbour.example/post', 404))).toBe(404);
  });

  it('is unknown where the page went on by itself, and where the browser tells none', () => {
    expect(statusOf(here, entries('https://harbour.example/', 404))).toBeNull();
    expect(statusOf(here, entries(here.href, 0))).toBeNull();
    expect(statusOf(here, entries(here.href, undefined))).toBeNull();
    expect(statusOf(here, { getEntriesByType: () => [] })).toBeNull();
  });
});
