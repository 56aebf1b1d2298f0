import { escaped, factList, isolated, pageHead, pageStyle, paragraphs } from '../page/html-page.ts';
import type { Report, ReportSection } from './compose-report.ts';

const style = `${pageStyle}section { border-top: 1px solid #8a929c; padding: 1.1rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: #4d5560; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid #d5d9de; padding: .3rem .6rem; text-align: right; vertical-align: top; }
th:first-child { text-align: left; padding-left: 0; }
thead th { color: #4d5560; font-weight: 500; }
tbody th { font-weight: 500; }
.words td:nth-child(2), .words thead th:nth-child(2) { text-align: left; overflow-wrap: anywhere; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
`;

/** A report as one self-contained page: no script, no link, nothing loaded from anywhere. */
export function reportHtml(report: Report): string {
  return `${pageHead({ language: report.language, title: report.title, style })}<header>
<p class="tlp">${escaped(report.tlp)}</p>
<h1>${escaped(report.title)}</h1>
<dl>
${factList(report.facts)}
</dl>
</header>
<main>
${paragraphs(report.paragraphs)}
${report.sections.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ heading, paragraphs: texts, table }: ReportSection): string {
  return `<section>
<h2>${escaped(heading)}</h2>
${paragraphs(texts)}${table === null ? '' : tableOf(heading, table.cells)}
</section>`;
}

function tableOf(caption: string, [headings = [], ...rows]: readonly string[][]): string {
  const head = headings.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const body = rows.map(([name = '', ...cells]) => {
    const others = cells.map((text) => `<td>${isolated(text)}</td>`).join('');
    return `<tr><th scope="row">${isolated(name)}</th>${others}</tr>`;
  });
  // A table of names, words of a vocabulary, and a number.
  const kind = headings.length === 3 ? ' class="words"' : '';
  return `<div class="scroll" role="region" aria-label="${escaped(caption)}" tabindex="0">
<table${kind}>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}
