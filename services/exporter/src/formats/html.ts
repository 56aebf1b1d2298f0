import { createHash } from 'node:crypto';
import {
  composeLetter,
  type Fact,
  fieldsOfEveryLetter,
  type Letter,
  type LetterEntry,
} from '../letter/compose-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

const style = `
:root { color-scheme: light; }
body { font: 16px/1.55 "IBM Plex Sans", "IBM Plex Sans Thai", "Noto Sans", "Noto Sans Thai", system-ui, sans-serif;
  color: #1a1d21; background: #fff; max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .4rem 0 1.4rem; }
h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
.tlp { display: inline-block; border: 1px solid #1a1d21; padding: .05rem .5rem; font-weight: 600; }
.warning { border: 2px solid #1a1d21; padding: .2rem 1rem; margin: 1.4rem 0; }
article { border-top: 1px solid #8a929c; padding: 1.1rem 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: #4d5560; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.note { border-left: 3px solid #4d5560; margin: .9rem 0 0; padding-left: .8rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { margin: 0; max-width: none; } }
`;
/** Nothing is loaded and nothing runs, in whatever program the letter is opened; only this style is used. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
/** Text of others keeps its own direction and cannot turn that of the letter around. Addresses are never links. */
const isolated = (text: string): string => `<bdi>${escaped(text)}</bdi>`;

const facts = (list: readonly Fact[]): string =>
  list.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${isolated(value)}</dd>`).join('\n');
const paragraphs = (list: readonly string[]): string =>
  list.map((text) => `<p>${isolated(text)}</p>`).join('\n');

function* head(letter: Letter): Generator<string> {
  yield `<!doctype html>
<html lang="${escaped(letter.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(letter.title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="tlp">${escaped(letter.tlp)}</p>
<h1>${escaped(letter.title)}</h1>
<dl>
${facts(letter.facts)}
</dl>
</header>
<main>
`;
  if (letter.warning.length > 0)
    yield `<section class="warning">\n${paragraphs(letter.warning)}\n</section>\n`;
  yield `${paragraphs(letter.paragraphs)}\n`;
}

const entry = ({ heading, facts: list, explanation, details, notes }: LetterEntry): string => `<article>
<h2>${escaped(heading)}</h2>
<dl>
${facts([...list, explanation, ...details])}
</dl>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}
</article>
`;

/** The cover letter as one self-contained page: no script, no link, nothing loaded from anywhere. */
export const html: ExportFormatWriter = {
  format: 'html',
  fileName: 'letter.html',
  mediaType: 'text/html; charset=utf-8',
  always: fieldsOfEveryLetter,
  async *write(envelope) {
    const encoder = new TextEncoder();
    const letter = composeLetter(envelope);
    for (const part of head(letter)) yield encoder.encode(part);
    for (const one of letter.entries) yield encoder.encode(entry(one));
    yield encoder.encode(`</main>
<footer>
${paragraphs(letter.closing)}
<p class="tlp">${escaped(letter.tlp)}</p>
</footer>
</body>
</html>
`);
  },
};
