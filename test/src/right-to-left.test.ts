import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { expect, it } from 'vitest';

/** Classes that name a side of the screen; `ms-`, `pe-`, `start-`, `border-s` and so on name a side of the text. */
const sided =
  /(?:^|[\s:])-?(?:(?:ml|mr|pl|pr|left|right)-[\w.[\]-]+|(?:border|rounded)-[lr](?:-[\w.]+)?|text-(?:left|right))(?=\s|$)/;

it('nothing of the extension is tied to a side of the screen, so that it can be read from right to left', () => {
  const files = globSync('{extension/src,shared/ui/src/components}/**/*.tsx', { cwd: repositoryRoot });
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => {
    const source = readFileSync(join(repositoryRoot, file), 'utf8');
    const classes = [...source.matchAll(/className=(?:"([^"]*)"|\{`([^`]*)`\})/g)];
    return classes
      .map(([, plain, composed]) => plain ?? composed ?? '')
      .filter((names) => sided.test(names))
      .map((names) => `${file}: ${names}`);
  });
  expect(found).toEqual([]);
});

it('the test above sees such a class', () => {
  expect(
    ['ml-2', 'a -ml-2 b', 'sm:pr-4', 'border-l-2', 'md:left-3'].every((names) => sided.test(names)),
  ).toBe(true);
  expect(
    ['ms-2', 'border-line', 'inline-start-2', 'rounded-md', 'place-left'].some((names) => sided.test(names)),
  ).toBe(false);
});
