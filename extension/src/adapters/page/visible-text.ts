import { attributeOf, isMatch } from './dom.ts';
import type { PageView } from './page-view.ts';
import { cutText } from './text.ts';
import { visit } from './visit.ts';

/** What is on a page beside words: controls, what is typed, and everything that is or holds media. */
const furniture =
  'button, [role="button"], [role="textbox"], [contenteditable="true"], nav, input, textarea, select, ' +
  '[aria-hidden="true"], script, style, noscript, template, iframe, frame, object, embed, svg, canvas, picture, ' +
  'video, audio, map';

const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component})+$/u;

/** Text of one node that is looked at, in UTF-16 code units. */
const MAX_NODE_TEXT = 8_000;

/**
 * What a reader sees of the element: no buttons, nothing hidden, nothing of what `skip` matches below the root.
 * Pictures are never read; an emoji that a site draws as one is the character it stands for.
 */
export function visibleText(view: PageView, root: Element, skip: string | null, limit: number): string {
  const pieces: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  const blocks = new Set<Node>();
  visit(view, root, {
    enter(node) {
      if (length > limit * 2) return false;
      if (node instanceof Text) {
        add(node.data.slice(0, MAX_NODE_TEXT).replace(/\s+/g, ' '));
        return false;
      }
      if (!(node instanceof Element)) return false;
      if (node !== root && skip !== null && isMatch(node, skip)) return false;
      if (isMatch(node, 'br')) add('\n');
      if (isMatch(node, 'img')) add(emojiOf(node));
      if (isMatch(node, 'br, img') || (node !== root && isMatch(node, furniture))) return false;
      const display = view.screen.displayOf(node);
      if (display === 'HIDDEN') return false;
      if (display === 'BLOCK') {
        blocks.add(node);
        add('\n');
      }
      return true;
    },
    leave(node) {
      if (blocks.has(node)) add('\n');
    },
  });
  return cutText(pieces.join(''), limit);
}

function emojiOf(image: Element): string {
  const words = attributeOf(image, 'alt') ?? '';
  return words.length <= 32 && emoji.test(words) && /\P{ASCII}/u.test(words) ? words : '';
}
