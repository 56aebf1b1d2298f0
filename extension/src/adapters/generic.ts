import type { Adapter, Found } from './adapter.ts';
import { structuredData } from './generic/structured-data.ts';
import { attributeOf, findAll, findFirst } from './page/dom.ts';
import { identityOf, isSameContent, namesOneThing } from './page/identity.ts';
import { ownLink } from './page/links.ts';
import type { PageView } from './page/page-view.ts';
import { cutLine, cutText, MAX_CAPTURED_TEXT } from './page/text.ts';
import { momentOf } from './page/time.ts';
import { emptyReading, type Reading } from './reading.ts';
import { locateItem, outermostItems } from './site/locate-item.ts';
import { readItem } from './site/read-item.ts';
import type { Site } from './site/site.ts';
import { standingOf } from './standing/standing-of.ts';

const types = ['Posting', 'Article', 'Comment', 'Review', 'Question', 'Answer', 'Message'];
const posts = [
  'article, [role="article"], .h-entry, .hentry',
  ...types.map((type) => `[itemscope][itemtype$="${type}"]`),
].join(', ');

/** A platform whose pages do not look as its own adapter expects, or whose adapter is switched off. */
const ofKnownPlatform: Site = {
  platform: 'WEB',
  items: posts,
  time: [
    ['time[datetime]', 'datetime'],
    ['[itemprop="datePublished"], [itemprop="dateCreated"]', 'content'],
  ],
};

/** Any other site: what it marks up is all that is known of it. */
const ofAnySite: Site = {
  ...ofKnownPlatform,
  permalink: [
    'a[rel~="bookmark"], a.u-url, a[itemprop="url"], link[itemprop="url"]',
    'a[href]:has(> time), time a[href]',
    ':scope > :is(h1, h2, h3):first-child a[href], :scope > header :is(h1, h2, h3) a[href]',
  ],
  isItemAddress: () => true,
  author: ['[rel~="author"], .p-author, [itemprop="author"] [itemprop="name"], [itemprop="author"], .byline'],
  text: [
    '[itemprop="articleBody"], [itemprop="text"], [itemprop="commentText"], [itemprop="reviewBody"], .e-content, .entry-content',
  ],
};

/** The reader for every page: structured data, metadata, microdata, articles, `time` elements, the selection. */
export const generic: Adapter = {
  platform: 'WEB',
  matches: () => true,
  locate: (view, target) =>
    locateItem(siteOf(view), view, target) ?? { element: null, url: view.url.href, words: null },
  items: (view) => outermostItems(siteOf(view), view, 200),
  read(found, view) {
    const reading = readItem(siteOf(view), found, view) ?? { ...emptyReading, url: view.url.href };
    const language = reading.language === '' ? languageOfPage(view) : reading.language;
    return isWholePage(found, view)
      ? withPageFacts({ ...reading, language }, view)
      : { ...reading, language };
  },
  standing: (look) => standingOf(generic, undefined, look),
};

function siteOf(view: PageView): Site {
  if (view.identity?.platform !== 'WEB') return ofKnownPlatform;
  // A page with one article is that article; the links in it lead elsewhere.
  return findAll(view.document, posts, 2).length > 1 ? ofAnySite : { ...ofAnySite, permalink: [] };
}

function isWholePage({ element, url }: Found, view: PageView): boolean {
  if (element === null) return url === view.url.href;
  return findAll(view.document, posts, 2).length === 1;
}

function languageOfPage(view: PageView): string {
  const root = findFirst(view.document, ':root');
  const language = root === null ? '' : (attributeOf(root, 'lang') ?? '');
  return language.length <= 35 ? language : '';
}

function metaOf(view: PageView, ...names: string[]): string {
  for (const name of names) {
    const meta = findFirst(view.document, `meta[property="${name}"], meta[name="${name}"]`);
    const content = meta === null ? null : attributeOf(meta, 'content');
    if (content !== null && content !== '') return content;
  }
  return '';
}

/** Fills the gaps of a reading of the whole page with what the page says of itself. */
function withPageFacts(reading: Reading, view: PageView): Reading {
  const data = structuredData(view);
  const text = data?.text || metaOf(view, 'og:description', 'description');
  return {
    ...reading,
    url: addressOfPage(reading, view),
    hasOwnAddress: true,
    authorHandle: reading.authorHandle || cutLine(data?.author || metaOf(view, 'author')),
    text: reading.text || cutText(text, MAX_CAPTURED_TEXT),
    postedAt: reading.postedAt || momentOf(data?.publishedAt ?? metaOf(view, 'article:published_time')),
    language: reading.language || (data?.language ?? '').slice(0, 35),
  };
}

/**
 * Pages that change without loading leave an old canonical address behind. So it only counts where it says the same
 * page without the noise, or where the address itself names nothing on a platform that we know.
 */
function addressOfPage(reading: Reading, view: PageView): string {
  const link = findFirst(view.document, 'link[rel~="canonical"][href]');
  const meta = findFirst(view.document, 'meta[property="og:url"][content]');
  const stated = [link && ownLink(view, link), meta && ownLink(view, meta, 'content')].find(Boolean) ?? null;
  const page = identityOf(reading.url);
  if (stated === null || page === null) return reading.url;
  const isSamePage = URL.parse(stated.href)?.pathname === view.url.pathname;
  if (page.platform === 'WEB') return isSamePage ? stated.href : reading.url;
  return !namesOneThing(page) && namesOneThing(stated.identity) && !isSameContent(page, stated.identity)
    ? stated.href
    : reading.url;
}
