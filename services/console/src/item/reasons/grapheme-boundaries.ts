/** Finds where the characters of a text, as people see them, begin and end. */
export interface GraphemeBoundaries {
  /** The last boundary that is not behind this offset (UTF-16 code units). */
  atOrBefore(offset: number): number;
  /** The first boundary that is not before this offset. */
  atOrAfter(offset: number): number;
}

/** Boundaries of grapheme clusters: no vowel or tone mark is parted from its letter, and no emoji is taken apart. */
export function graphemeBoundaries(text: string): GraphemeBoundaries {
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  return {
    atOrBefore: (offset) => (offset < 0 ? 0 : (segments.containing(offset)?.index ?? text.length)),
    atOrAfter(offset) {
      const within = offset <= 0 ? undefined : segments.containing(offset - 1);
      if (offset <= 0) return 0;
      return within ? within.index + within.segment.length : text.length;
    },
  };
}
