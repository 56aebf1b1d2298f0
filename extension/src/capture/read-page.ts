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
  const textOf = (node: Node): string => {
    if (node instanceof Text) return node.data.replace(/\s+/g, ' ');
    if (!(node instanceof Element) || (node !== post && node.matches(posts))) return '';
    if (node.tagName === 'BR') return '\n';
    const { display } = getComputedStyle(node);
    const visible = node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (node.matches(furniture) || (!visible && display !== 'contents')) return '';
    const text = [...node.childNodes].map(textOf).join('');
    return display.startsWith('inline') || display === 'contents' ? text : `\n${text}\n`;
  };
  const visibleText = (root: Element) =>
    textOf(root)
      .replace(/[^\S\n]*\n\s*/g, '\n')
      .trim();

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
