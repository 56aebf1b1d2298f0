import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../testing/open-chromium.ts';
import { PageReading } from './page-reading.ts';
import { readPage } from './read-page.ts';

const feed = `<!doctype html><html lang="en"><head>
  <link rel="canonical" href="https://www.facebook.com/old.example/posts/1111111111111"></head><body>
  <nav><a href="https://www.facebook.com/friends">Friends</a></nav>
  <main>
    <div role="article" id="small" style="height:60px"><a href="/small.example">Small</a><p>A small post</p></div>
    <div role="article" id="large" lang="th">
      <h3><a href="/somebody.example">Somebody Example</a></h3>
      <a href="/somebody.example/posts/1234567890123">2 h</a>
      <p>ค่ายฤดูร้อนของโรงเรียน <b>ลงทะเบียน</b>ได้แล้ว</p><p>Second line</p>
      <p style="display:none">not shown</p><p style="visibility:hidden">invisible</p><p aria-hidden="true">ornament</p>
      <img src="https://example.org/picture.jpg" alt="a picture"><button>Like</button>
      <div style="height:400px"></div>
      <div role="article" id="answer">
        <a href="/answering.example">Answering</a>
        <a href="/somebody.example/posts/1234567890123?comment_id=55555">1 h</a>
        <p id="words">Somebody else answers</p>
      </div>
    </div>
  </main></body></html>`;

describe('reading a page in a real browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    await page.route('**/*', (route) =>
      route.request().resourceType() === 'document'
        ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: feed })
        : route.abort(),
    );
  });
  afterAll(() => browser.close());

  const read = async () => PageReading.parse(await page.evaluate(readPage));
  const select = (selector: string) =>
    page.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      if (element) getSelection()?.selectAllChildren(element);
    }, selector);

  it('reads the post that fills most of the window, as a reader sees it', async () => {
    await page.goto('https://www.facebook.com/');
    expect(await read()).toEqual({
      url: 'https://www.facebook.com/',
      canonical: 'https://www.facebook.com/old.example/posts/1111111111111',
      selection: '',
      text: 'Somebody Example\n2 h\nค่ายฤดูร้อนของโรงเรียน ลงทะเบียนได้แล้ว\nSecond line',
      links: [
        { href: 'https://www.facebook.com/somebody.example', text: 'Somebody Example' },
        { href: 'https://www.facebook.com/somebody.example/posts/1234567890123', text: '2 h' },
      ],
      inPost: true,
      language: 'th',
    });
  });

  it('reads the comment in which words are selected', async () => {
    await page.goto('https://www.facebook.com/');
    await select('#words');
    const reading = await read();
    expect(reading.selection).toBe('Somebody else answers');
    expect(reading.links.map((link) => link.href)).toEqual([
      'https://www.facebook.com/answering.example',
      'https://www.facebook.com/somebody.example/posts/1234567890123?comment_id=55555',
    ]);
  });

  it('never takes a picture, nor the address of one', async () => {
    await page.goto('https://www.facebook.com/');
    expect(JSON.stringify(await read())).not.toMatch(/picture|\.jpg|data:/);
  });

  it('reads a page without posts by its address and its links', async () => {
    await page.goto('https://www.facebook.com/');
    await page.evaluate(() => {
      document.body.innerHTML = '<main><a href="https://example.org/a">A</a><p>Plain words</p></main>';
    });
    expect(await read()).toMatchObject({
      text: '',
      inPost: false,
      links: [{ href: 'https://example.org/a', text: 'A' }],
    });
  });

  it('stays within its limits on a page that is made to be too large', async () => {
    await page.goto('https://www.facebook.com/');
    await page.evaluate(() => {
      const link = `<a href="https://example.org/${'a'.repeat(100)}">${'long name '.repeat(100)}</a>`;
      document.body.innerHTML = `<article>${link.repeat(300)}<p>${'many words '.repeat(20_000)}</p></article>`;
    });
    const reading = await read();
    expect(reading.links).toHaveLength(80);
    expect(reading.text).toHaveLength(5_000);
  });
});
