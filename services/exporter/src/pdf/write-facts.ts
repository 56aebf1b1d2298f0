import type { Fact } from '../letter/compose-letter.ts';
import type { LetterPages, TextStyle } from './letter-page.ts';

const LABEL_WIDTH = 128;

/** Labels in a column at the left, and what stands behind each beside it. */
export function writeFacts(pages: LetterPages, facts: readonly Fact[], size: number): void {
  const label = { size, width: LABEL_WIDTH - 10, colour: '#4d5560' };
  const value: TextStyle = { size, indent: LABEL_WIDTH, goesOn: true };
  for (const fact of facts) {
    const labelHeight = pages.height(fact.label, label);
    pages.keepTogether(Math.max(labelHeight, Math.min(pages.height(fact.value, value), 60)));
    const top = pages.position();
    pages.text(fact.label, label);
    const below = pages.position();
    pages.moveTo(top);
    pages.text(fact.value, value);
    // A value of one line must not pull up what follows a label of two.
    if (pages.position() > top && pages.position() < below) pages.moveTo(below);
    pages.skip(1);
  }
}
