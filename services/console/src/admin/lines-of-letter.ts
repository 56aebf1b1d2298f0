/**
 * The words of a letter that is a page, one block on each line, to be read beside a form. Parsed without being drawn: nothing
 * in it runs or loads.
 */
export function linesOfLetter(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const blocks = [...body.querySelectorAll('h1, h2, h3, h4, p, li, dt, dd, th, td, footer')];
  return blocks
    .filter((block) => !blocks.some((other) => other !== block && block.contains(other)))
    .map((block) => (block.textContent ?? '').replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
