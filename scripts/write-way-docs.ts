import { readFileSync, writeFileSync } from 'node:fs';
import {
  type Beginning,
  type BrowserName,
  browserNames,
  triedBrowsers,
} from '../test/src/ways-in/browsers.ts';
import { type WayIn, waysIn } from '../test/src/ways-in/ways-in.ts';

const target = new URL('../docs/ways-in.md', import.meta.url);

/** What the tests do in the place of a person, and why something is not tried: each once, by a number. */
const notes: string[] = [];
function noted(text: string): string {
  if (!notes.includes(text)) notes.push(text);
  return ` (${notes.indexOf(text) + 1})`;
}

/** Fails where the test is not there, or is left out. */
function mustBeTested(file: string, test: string): void {
  const source = readFileSync(new URL(`../test/src/${file}`, import.meta.url), 'utf8');
  const name = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (!new RegExp(`^\\s*it\\(\\s*'${name}'`, 'm').test(source))
    throw new Error(`test/src/${file} has no test “${test}”`);
}

/** Fails where the list is not run through in the browser, or all of it is left out. */
function mustBeDriven(browser: BrowserName): void {
  const { file } = triedBrowsers[browser];
  const source = readFileSync(new URL(`../test/src/${file}`, import.meta.url), 'utf8');
  if (!source.includes(`  it.each(waysIn.filter((way) => isDriven(way, '${browser}')))('$name`))
    throw new Error(`test/src/${file} does not run through the ways in of ${browser}`);
}

function insteadOf(browser: BrowserName, by: Beginning): string {
  const instead = triedBrowsers[browser].instead[by];
  return instead === undefined ? '' : noted(`${instead}.`);
}

function cellOf({ by, except }: WayIn, browser: BrowserName): string {
  const exception = except?.[browser];
  switch (exception?.kind) {
    case undefined:
      return `tested${insteadOf(browser, by)}`;
    case 'ELSEWHERE':
      mustBeTested(exception.file, exception.test);
      return `tested, \`${exception.file}\``;
    case 'ABSENT':
      return `not in this browser${noted(`${exception.because}.`)}`;
    case 'UNTESTED':
      return `not tested${noted(`${exception.because}.`)}`;
  }
}

browserNames.forEach(mustBeDriven);
const rows = waysIn.map((way) => {
  const cells = browserNames.map((browser) => cellOf(way, browser));
  return `| ${[way.name, way.flags, ...cells].join(' | ')} |`;
});
const list = notes.map((note, index) => `${index + 1}. ${note.slice(0, 1).toUpperCase()}${note.slice(1)}`);

const page = `# Ways in

How something seen becomes a flag, and in which browser a test does it with the built extension. “Tested”: a test of that
name presses what a person presses, on an imitated page, and finds in the panel what the way is said to flag, which was not
there before (${browserNames.map((browser) => `\`test/src/${triedBrowsers[browser].file}\` in ${triedBrowsers[browser].name}`).join(', ')}).

| way | what it flags | ${browserNames.map((browser) => triedBrowsers[browser].name).join(' | ')} |
| --- | --- | ${browserNames.map(() => '---').join(' | ')} |
${rows.join('\n')}

${list.join('\n')}

This page is written by \`node scripts/write-way-docs.ts\` from the list that those tests run through,
\`test/src/ways-in/ways-in.ts\`, so that no line can say “tested” without its test.
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/ways-in.md is out of date: run node scripts/write-way-docs.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, page);
}
