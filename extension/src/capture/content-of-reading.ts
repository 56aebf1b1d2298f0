import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import { LanguageTag } from '@lapwing/contracts/text';
import type { PageReading } from './page-reading.ts';

/** The part of a flag that a page can fill in. Everything can be corrected by the analyst. */
export interface PageContent {
  url: string;
  text: string;
  authorHandle: string;
  language: string;
}

/** Cutting can leave half a character behind, and pages can hold NUL; neither can be stored. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

const single = new Set(['POST', 'COMMENT', 'VIDEO', 'LIVE', 'PHOTO', 'STORY', 'MESSAGE', 'AD']);

function identityOf(url: string): ContentIdentity | null {
  const result = identifyContentUrl(url);
  return result.ok ? result.identity : null;
}

const namesOneThing = (identity: ContentIdentity | null) =>
  identity !== null && identity.contentId !== null && single.has(identity.kind);

/**
 * What a reading says of the content: its own address rather than the page's (a feed shows many posts under one
 * address), its author, its text. The selection comes before the post's visible text.
 */
export function contentOfReading(reading: PageReading): PageContent {
  return {
    url: addressOf(reading),
    text: storable(reading.selection === '' ? reading.text : reading.selection),
    authorHandle: authorOf(reading),
    language: LanguageTag.safeParse(reading.language).success ? (reading.language ?? '') : '',
  };
}

function addressOf(reading: PageReading): string {
  const page = identityOf(reading.url);
  const inside = reading.inPost ? permalinkOf(reading, page) : null;
  if (inside !== null && (!namesOneThing(page) || reading.selection !== '')) return inside;
  if (namesOneThing(page) || reading.canonical === null) return reading.url;
  // Pages that change without loading leave an old canonical link behind, so it only ever fills a gap.
  const canonical = identityOf(reading.canonical);
  return namesOneThing(canonical) && canonical?.platform === page?.platform ? reading.canonical : reading.url;
}

/** The first link of the post that names one piece of content on the same platform: by habit its date. */
function permalinkOf(reading: PageReading, page: ContentIdentity | null): string | null {
  const found = reading.links.find(({ href }) => {
    const identity = identityOf(href);
    return namesOneThing(identity) && identity?.platform === page?.platform;
  });
  return found?.href ?? null;
}

/** The first profile that the post links to; by habit its author. Else the author named in the address. */
function authorOf(reading: PageReading): string {
  const page = identityOf(reading.url);
  if (reading.inPost) {
    for (const { href, text } of reading.links) {
      const identity = identityOf(href);
      if (identity === null || identity.platform !== page?.platform) continue;
      if (identity.kind !== 'PROFILE' && identity.kind !== 'CHANNEL') continue;
      return handleOf(identity) || text.split('\n')[0]?.trim() || '';
    }
  }
  return page === null ? '' : handleOf(page);
}

const handleNames = ['handle', 'user', 'custom', 'channel'];

function handleOf(identity: ContentIdentity): string {
  for (const name of handleNames) {
    const value = identity.ids[name];
    if (value !== undefined) return value.slice(0, 200);
  }
  return '';
}
