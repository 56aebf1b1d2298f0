import type { PageReading } from './page-reading.ts';

/**
 * Runs inside the page, once, after the analyst asked for it; so it may refer to nothing outside of itself. Reads
 * text and addresses only: no picture, no video, no source of one.
 *
 * The post is the innermost article around the selection, else the article that fills most of the window, else
 * there is none. Everything is cut to what the server accepts.
 */
export function readPage(): PageReading {
  const posts = 'article, [role="article"], ytd-comment-view-model, ytd-comment-renderer, shreddit-comment';
  const furniture = 'button, [role="button"], nav, form, [aria-hidden="true"]';
  const selection = document.getSelection();
  const selected = selection?.toString().trim() ?? '';
  const anchor = selection?.anchorNode ?? null;
  const start = anchor instanceof Element ? anchor : (anchor?.parentElement ?? null);

  const areaInWindow = (element: Element) => {
    const box = element.getBoundingClientRect();
    const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    const width = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
    return Math.max(0, height) * Math.max(0, width);
  };
  const largestPost = () => {
    const outermost = [...document.querySelectorAll(posts)].filter(
      (candidate) => candidate.parentElement?.closest(posts) === null && areaInWindow(candidate) > 0,
    );
    return outermost.toSorted((a, b) => areaInWindow(b) - areaInWindow(a))[0] ?? null;
  };
  const post = selected === '' ? largestPost() : (start?.closest(posts) ?? null);

  // What a reader sees of the post, without its buttons and without the answers below it: other people's words.
  const visibleText = (root: Element) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      if (node.matches(posts) || node.matches(furniture)) return NodeFilter.FILTER_REJECT;
      const visible = node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      return visible || getComputedStyle(node).display === 'contents'
        ? NodeFilter.FILTER_ACCEPT
        : NodeFilter.FILTER_REJECT;
    });
    let text = '';
    for (let node = walker.nextNode(); node !== null && text.length < 10_000; node = walker.nextNode()) {
      if (!(node instanceof Element)) text += (node.nodeValue ?? '').replace(/\s+/g, ' ');
      else if (node.tagName === 'BR' || !getComputedStyle(node).display.startsWith('inline')) text += '\n';
    }
    return text.replace(/[^\S\n]*\n\s*/g, '\n').trim();
  };

  const links: PageReading['links'] = [];
  const scope = post ?? document.querySelector('main') ?? document.body;
  for (const link of scope?.querySelectorAll('a[href]') ?? []) {
    if (links.length >= 80) break;
    if (!(link instanceof HTMLAnchorElement) || !/^https?:/.test(link.href) || link.href.length > 4096)
      continue;
    if (post !== null && link.closest(posts) !== post) continue;
    links.push({ href: link.href, text: link.textContent.trim().slice(0, 200) });
  }

  const canonical = document.querySelector('link[rel~="canonical"]');
  const language = (post?.closest('[lang]') ?? document.documentElement).getAttribute('lang');
  return {
    url: location.href,
    canonical: canonical instanceof HTMLLinkElement ? canonical.href : null,
    selection: selected.slice(0, 5000),
    text: post === null ? '' : visibleText(post).slice(0, 5000),
    links,
    inPost: post !== null,
    language,
  };
}
