import type { ContentKind, Platform } from '@lapwing/contracts/taxonomy';
import type { Counts } from '../reading.ts';

/** How a site shows itself to its reader. */
export const variants = ['SIGNED_IN', 'SIGNED_OUT', 'MOBILE'] as const;
export type Variant = (typeof variants)[number];

/** One thing on an imitated page, and what must be read of it. */
export interface FixtureThing {
  kind: ContentKind;
  /** CSS of an element of it that the pointer rests on. */
  pointAt: string;
  /** CSS of the element whose words are selected, and those words; they are part of its text. */
  select: string;
  /** CSS of its link to itself; null where the page has none. */
  link: string | null;
  /** What must be read. Not said: empty. */
  reads: {
    url: string;
    authorHandle?: string;
    authorId?: string;
    text: string;
    language?: string;
    postedAt?: string;
    parentId?: string;
    groupId?: string;
    counts?: Counts;
    /** Default true. */
    hasOwnAddress?: boolean;
  };
}

/**
 * A page that imitates how a site is built: roles, element names, nesting, where links and times stand. Nothing of any
 * site is copied; every person and every word is invented.
 */
export interface FixturePage {
  /** In a few words, for the names of tests. */
  name: string;
  variant: Variant;
  url: string;
  /** The whole document. */
  html: string;
  /** The first is what the page's address names, if it names one thing. */
  things: readonly [FixtureThing, ...FixtureThing[]];
  /** Words of others on the page, and of the page itself, that belong to none of the things. */
  others: readonly string[];
  /** Whether the page without its content must be told from one that never has any. Default true. */
  mustHaveContent?: boolean;
  /** What a search found is flagged by the address that it leads to, on any host. */
  leadsElsewhere?: boolean;
}

export interface PlatformFixtures {
  platform: Platform;
  pages: readonly FixturePage[];
}

/** A document around a body; what it holds beside words is what adapters must not take. */
export const documentOf = (title: string, body: string, head = '', attributes = 'lang="en"'): string =>
  `<!doctype html><html ${attributes}><head><meta charset="utf-8"><title>${title}</title>${head}
<style>body { margin: 0; font: 15px/1.5 sans-serif } body * { box-sizing: border-box }</style></head><body>${body}</body></html>`;

/** A picture and a video, which no reading may mention. They lead nowhere. */
export const media =
  '<img src="/picture-of-nothing.jpg" alt="A described picture" width="40" height="20">' +
  '<video src="/film-of-nothing.mp4" poster="/poster-of-nothing.jpg" width="40" height="20"></video>';
