import { createHash } from 'node:crypto';
import type { Fact } from '../letter/compose-letter.ts';

/** How every page of ours looks. */
export const pageStyle = `
:root { color-scheme: light; }
body { font: 16px/1.55 "IBM Plex Sans", "IBM Plex Sans Thai", "Noto Sans", "Noto Sans Thai", system-ui, sans-serif;
  color: #1a1d21; background: #fff; max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .4rem 0 1.4rem; }
h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
.tlp { display: inline-block; border: 1px solid #1a1d21; padding: .05rem .5rem; font-weight: 600; }
`;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
/** Text of others keeps its own direction and cannot turn that of the page around. Addresses are never links. */
export const isolated = (text: string): string => `<bdi>${escaped(text)}</bdi>`;

export const factList = (list: readonly Fact[]): string =>
  list.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${isolated(value)}</dd>`).join('\n');
export const paragraphs = (list: readonly string[]): string =>
  list.map((text) => `<p>${isolated(text)}</p>`).join('\n');

/**
 * The beginning of a self-contained page, up to its body. Nothing is loaded and nothing runs, in whatever program it is
 * opened; only `style` is used.
 */
export function pageHead({ language, title, style }: Record<'language' | 'title' | 'style', string>): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
`;
}
