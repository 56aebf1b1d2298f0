import { escaped, factList, pageHead, pageStyle, paragraphs } from '../page/html-page.ts';
import type { Letter, LetterEntry } from './compose-letter.ts';

const style = `${pageStyle}.warning { border: 2px solid #1a1d21; padding: .2rem 1rem; margin: 1.4rem 0; }
article { border-top: 1px solid #8a929c; padding: 1.1rem 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: #4d5560; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.note { border-left: 3px solid #4d5560; margin: .9rem 0 0; padding-left: .8rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { margin: 0; max-width: none; } }
`;
function* head(letter: Letter): Generator<string> {
  yield `${pageHead({ language: letter.language, title: letter.title, style })}<header>
<p class="tlp">${escaped(letter.tlp)}</p>
<h1>${escaped(letter.title)}</h1>
<dl>
${factList(letter.facts)}
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
${factList([...list, explanation, ...details])}
</dl>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}
</article>
`;

/** A letter as one self-contained page, piece by piece: no script, no link, nothing loaded from anywhere. */
export async function* htmlOfLetter(letter: Letter): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
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
}
