import type { Place } from '@lapwing/contracts/personal-data/find-personal-data';

/** What the API found in a text. */
export interface Answer {
  text: string;
  places: readonly Place[];
}

/**
 * Listed schools in a text that may have changed since it was searched: those that were found stay marked wherever their
 * words still stand, so that nothing flickers while somebody writes.
 */
export function listedSchoolsIn(text: string, answer: Answer | undefined): readonly Place[] {
  if (!answer) return [];
  if (answer.text === text) return answer.places;
  const words = new Set(answer.places.map(({ start, end }) => answer.text.slice(start, end)));
  return [...words].flatMap((word) => {
    const places: Place[] = [];
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length))
      places.push({ start, end: start + word.length });
    return places;
  });
}
