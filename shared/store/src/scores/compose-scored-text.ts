import { createHash } from 'node:crypto';
import { MAX_TEXT_LENGTH, type ScoreSpan } from '@lapwing/contracts';

/** What the classifier reads of an item, and where in it each text stands. */
export interface ScoredText {
  text: string;
  /** SHA-256 of the text: scoring the same text with the same version again has no second effect. */
  inputHash: string;
  /** The spans of the whole that fall into one of the texts it was composed of, with offsets into that text. */
  spansWithin(part: string, spans: readonly ScoreSpan[]): ScoreSpan[];
}

/**
 * Composes what the classifier reads of one item: every different text of its flags, in their order, one below the
 * other, together at most 5,000 characters. Scoring and showing both go through here, so that offsets fit.
 *
 * @param texts of the item's flags, oldest first; null where a flag has none
 */
export function composeScoredText(texts: readonly (string | null)[]): ScoredText {
  const starts = new Map<string, number>();
  let end = 0;
  for (const text of texts) {
    if (text === null || starts.has(text)) continue;
    starts.set(text, end);
    end += text.length + SEPARATOR.length;
  }
  // Half a character at the cut, or in what somebody pasted, is replaced by one of the same length.
  const whole = [...starts.keys()].join(SEPARATOR).slice(0, MAX_TEXT_LENGTH).toWellFormed();
  return {
    text: whole,
    inputHash: createHash('sha256').update(whole).digest('base64url'),
    spansWithin(part, spans) {
      const from = starts.get(part);
      if (from === undefined) return [];
      return spans.flatMap((span) => {
        const start = Math.max(0, span.start - from);
        const stop = Math.min(part.length, span.end - from);
        return start < stop ? [{ ...span, start, end: stop }] : [];
      });
    },
  };
}

const SEPARATOR = '\n';
