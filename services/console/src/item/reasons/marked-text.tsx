import { Fragment } from 'react';
import { markClass } from './mark-class.ts';
import type { Mark } from './marks.ts';
import { reasonKey } from './reason-list.ts';

export interface MarkedTextProps {
  text: string;
  marks: readonly Mark[];
  /** Id of the element that says what the marks of a group mean. */
  meaningId: (key: string) => string;
}

/** A text in which the words that moved the score are marked, each described for screen readers. */
export function MarkedText({ text, marks, meaningId }: MarkedTextProps) {
  let before = 0;
  return (
    <>
      {marks.map((mark) => {
        const unmarked = text.slice(before, mark.start);
        before = mark.end;
        return (
          <Fragment key={mark.start}>
            {unmarked}
            <mark aria-describedby={meaningId(reasonKey(mark))} className={markClass(mark)}>
              {text.slice(mark.start, mark.end)}
            </mark>
          </Fragment>
        );
      })}
      {text.slice(before)}
    </>
  );
}
