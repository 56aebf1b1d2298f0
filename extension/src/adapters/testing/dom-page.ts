import { JSDOM } from 'jsdom';
import { MAX_NODES, startBudget } from '../page/budget.ts';
import { closestTo, findFirst } from '../page/dom.ts';
import { identityOf } from '../page/identity.ts';
import type { Display, PageView } from '../page/page-view.ts';

// Adapters run in a page and use its globals; every test page is parsed in this one window.
const { window } = new JSDOM('');
const { Node, NodeFilter, Element, Document, Text } = window;
Object.assign(globalThis, { Node, NodeFilter, Element, Document, Text });

const inline = /^(?:a|abbr|b|bdi|em|i|s|small|span|strong|sub|sup|time|u|yt-|ytd-video-owner)/i;

/** What a person does on a page before she asks. */
export interface Gesture {
  /** CSS of what the pointer is on. */
  pointAt?: string;
  /** CSS of the element whose whole text is selected. */
  select?: string;
}

export interface DomPage {
  view: PageView;
  document: Document;
  /** Nodes that were visited so far. */
  visited(): number;
}

/** A page without a screen: parsed, never drawn. What only a screen knows is told by the gesture. */
export function openDomPage(html: string, url: string, gesture: Gesture = {}): DomPage {
  const document = new window.DOMParser().parseFromString(html, 'text/html');
  const budget = startBudget(() => 0);
  let visited = 0;
  const element = (selector: string | undefined) =>
    selector === undefined ? null : findFirst(document, selector);
  const view: PageView = {
    document,
    url: new URL(url),
    identity: identityOf(url),
    base: url,
    screen: {
      hovered: () => element(gesture.pointAt),
      focused: () => null,
      areaOf: () => 1,
      displayOf,
      selection() {
        const start = element(gesture.select);
        return start === null ? null : { text: start.textContent, start };
      },
    },
    budget: {
      begin: budget.begin,
      spend() {
        visited += 1;
        return budget.spend();
      },
    },
  };
  return { view, document, visited: () => Math.min(visited, MAX_NODES) };
}

function displayOf(element: Element): Display {
  if (closestTo(element, '[hidden], [style*="display:none"]') !== null) return 'HIDDEN';
  return inline.test(element.tagName) ? 'INLINE' : 'BLOCK';
}
