/** Marks the one thing that is open, with a word that only we know at that moment. */
export const OPEN_ATTRIBUTE = 'data-lapwing-open';

export interface Cover {
  /** The word of the thing that is open, or null: everything is covered. */
  open: string | null;
  /** Whether frames are covered as a whole, because the browser does not let us into them. */
  frames: boolean;
}

/** What shows pictures, as selectors. */
export const pictures = ['img', 'image', 'video', 'canvas', 'input[type="image" i]', 'object', 'embed'];

const grey = 'filter: grayscale(1) !important;';
export const BLUR = 'grayscale(1) contrast(0.7) blur(32px)';

/**
 * The style that takes colour and detail from a page. It is added as the person's own style, which no page can
 * override.
 *
 * The whole page is grey, by one filter on its root; what is drawn above the root (dialogs, full screen, transitions
 * between views) has the same filter of its own. Pictures are blurred besides. Backgrounds are not drawn at all,
 * since a text may stand on them: their size is zero, so that what they would be can still be asked.
 */
export function coverCss(cover: Cover): string {
  return [
    // Without weight: a picture that is shown above the page is blurred all the same.
    `:where(:root, :fullscreen, :modal, :popover-open) { ${grey} transition-property: none !important; }`,
    `::backdrop { ${grey} transition-property: none !important; }`,
    `::view-transition { ${grey} }`,
    pictureRules(cover),
  ].join('\n');
}

/**
 * The same as a style sheet of the page, for where the person's own does not reach. The layer lets it win over what
 * the page calls important.
 */
export function layered(open: string | null): string {
  return `@layer lapwing { ${coverCss({ open, frames: false })} }`;
}

function pictureRules({ open, frames }: Cover): string {
  const shut = open === null ? '' : `:not([${OPEN_ATTRIBUTE}="${open}"])`;
  const blurred = [...pictures, ...(frames ? ['iframe', 'frame'] : [])].map((name) => `${name}${shut}`);
  const backed = ['', '::before', '::after'].map((part) => `*${shut}${part}`);
  return [
    `${backed.join(', ')} { background-size: 0 0 !important; border-image-source: none !important; list-style-image: none !important; }`,
    `${blurred.join(', ')} { filter: ${BLUR} !important; clip-path: inset(0) !important; transition-property: none !important; }`,
    ...(open === null
      ? []
      : [`[${OPEN_ATTRIBUTE}="${open}"] { ${grey} transition-property: none !important; }`]),
  ].join('\n');
}
