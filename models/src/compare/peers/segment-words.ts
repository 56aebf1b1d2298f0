/** Makes a function that sets the words of a text apart by single spaces, also where the script writes none. */
export function createWordSegmenter(language: string | undefined): (text: string) => string {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return (text) =>
    Array.from(segmenter.segment(text), ({ segment }) => segment.trim())
      .filter((segment) => segment !== '')
      .join(' ');
}
