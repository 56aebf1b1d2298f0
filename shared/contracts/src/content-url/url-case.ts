import type { ContentKind, Platform } from '../taxonomy.ts';

/** An address of one platform and what must be said of it; `ids` where they are more than the content id says. */
export type UrlCase = readonly [
  url: string,
  kind: ContentKind,
  contentId: string | null,
  canonicalUrl: string,
  ids?: Readonly<Record<string, string>>,
];

export interface PlatformCases {
  platform: Platform;
  cases: readonly UrlCase[];
}
