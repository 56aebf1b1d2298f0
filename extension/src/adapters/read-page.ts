import type { Platform } from '@lapwing/contracts/taxonomy';
import type { Adapter } from './adapter.ts';
import { generic } from './generic.ts';
import type { PageView } from './page/page-view.ts';
import { emptyReading, type Reading } from './reading.ts';
import { ownAdapterOf } from './registry.ts';
import type { Target } from './target.ts';

export interface PageReading extends Reading {
  /** Which adapter read it. */
  adapter: Platform;
  /** The site's own adapter, where it did not find what it expects. */
  unlike: Platform | null;
}

/**
 * Reads what was asked for with the site's own adapter. Where that finds nothing, as after the site was rebuilt, the
 * generic one reads what it can and the reading says so. Never throws.
 */
export function readPage(view: PageView, target: Target, switchedOff: readonly Platform[]): PageReading {
  const own = ownAdapterOf(view.url, switchedOff);
  const reading = own === null ? null : attempt(own, view, target);
  if (own !== null && reading !== null) return { ...reading, adapter: own.platform, unlike: null };
  return {
    ...(attempt(generic, view, target) ?? { ...emptyReading, url: view.url.href }),
    adapter: generic.platform,
    unlike: own?.platform ?? null,
  };
}

/** A page that makes an adapter throw is one that the adapter does not know. */
function attempt(adapter: Adapter, view: PageView, target: Target): Reading | null {
  try {
    view.budget.begin();
    const found = adapter.locate(view, target);
    view.budget.begin();
    return found === null ? null : adapter.read(found, view);
  } catch {
    return null;
  }
}

/** What can be flagged on the page, by the site's own adapter, else by the generic one. Never throws. */
export function itemsOfPage(view: PageView, switchedOff: readonly Platform[]): Element[] {
  const own = ownAdapterOf(view.url, switchedOff);
  for (const adapter of own === null ? [generic] : [own, generic]) {
    try {
      const items = adapter.items(view);
      if (items.length > 0) return items;
    } catch {
      // A page that makes an adapter throw is one that the adapter does not know.
    }
  }
  return [];
}

/** The innermost thing around the element that can be flagged, by the same adapters; null where there is none. */
export function itemAt(view: PageView, element: Element, switchedOff: readonly Platform[]): Element | null {
  const own = ownAdapterOf(view.url, switchedOff);
  for (const adapter of own === null ? [generic] : [own, generic]) {
    try {
      const found = adapter.locate(view, { kind: 'ELEMENT', element });
      if (found !== null && found.element !== null) return found.element;
    } catch {
      // As above.
    }
  }
  return null;
}
