import { addressesInText } from '@lapwing/contracts/content-url/addresses-in-text';
import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { ContentUrlProblem } from '@lapwing/contracts/content-url/read-url';
import { findMedia } from '@lapwing/contracts/media-ban';

/** A line that gives no post. */
export interface RefusedLine {
  /** The number of the line, from 1. */
  line: number;
  /** What stands there, shortened. */
  text: string;
  reason: ContentUrlProblem | 'MEDIA';
}

export interface ReadList {
  /** Addresses as they were written, in order; twice where they stand there twice. */
  urls: string[];
  refused: RefusedLine[];
}

/** More than this is no list of links. */
const MAX_LIST_LENGTH = 1_000_000;
const SHOWN = 80;

/**
 * A pasted list of links: one or more in a line, with whatever stands around them. Empty lines are passed over; of every
 * other line that gives no address it is said why.
 */
export function readList(pasted: string): ReadList {
  const urls: string[] = [];
  const refused: RefusedLine[] = [];
  for (const [index, text] of pasted
    .slice(0, MAX_LIST_LENGTH)
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (text.trim() === '') continue;
    const refuse = (written: string, reason: RefusedLine['reason']) =>
      refused.push({ line: index + 1, text: shortened(written), reason });
    if (findMedia(text) !== null) {
      refuse(text, 'MEDIA');
      continue;
    }
    const found = addressesInText(text);
    for (const written of found.length === 0 ? [text.trim()] : found) {
      const identified = identifyContentUrl(written);
      if (identified.ok) urls.push(identified.original);
      else refuse(written, identified.reason);
    }
  }
  return { urls, refused };
}

function shortened(text: string): string {
  const line = text.trim().toWellFormed();
  const characters = [...line.slice(0, SHOWN * 2)];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : line;
}
