const EXCERPT_LENGTH = 96;

/**
 * The shape of a text: every letter and digit becomes a dot, marks vanish, spaces and punctuation stay. Safe to
 * show in a list without anybody having chosen to read it.
 */
export function maskText(text: string): string {
  const shape = text
    .slice(0, EXCERPT_LENGTH * 3)
    .replace(/\p{M}+/gu, '')
    .replace(/[\p{L}\p{N}\p{Extended_Pictographic}\p{Emoji_Component}]/gu, '•')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return shape.length > EXCERPT_LENGTH ? `${shape.slice(0, EXCERPT_LENGTH - 1)}…` : shape;
}
