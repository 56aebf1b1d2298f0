import { readFileSync, writeFileSync } from 'node:fs';
import type { PlatformFixtures, Variant } from '../extension/src/adapters/testing/fixture-page.ts';
import { variants } from '../extension/src/adapters/testing/fixture-page.ts';
import { adapterFixtures } from '../extension/src/adapters/testing/fixtures.ts';

const target = new URL('../docs/adapters.md', import.meta.url);

const variantNames: Record<Variant, string> = {
  SIGNED_IN: 'signed in',
  SIGNED_OUT: 'signed out',
  MOBILE: 'on a phone',
};

/** The kinds that fixtures of a variant show, each once, in the words of the taxonomy. */
const kindsOf = ({ pages }: PlatformFixtures, variant: Variant): string => {
  const kinds = pages
    .filter((page) => page.variant === variant)
    .flatMap(({ things }) => things.map(({ kind, reads }) => ({ kind, own: reads.hasOwnAddress ?? true })))
    .map(({ kind, own }) => (own ? kind : `${kind} (its page)`));
  return [...new Set(kinds)].map((kind) => kind.toLowerCase().replaceAll('_', ' ')).join(', ');
};

const rows = adapterFixtures.map(
  (fixtures) =>
    `| ${fixtures.platform} | ${variants.map((variant) => kindsOf(fixtures, variant)).join(' | ')} | ${fixtures.pages.length} |`,
);

const page = `# Adapters and their fixtures

What is read of which site, by the imitated pages that are read in every run of the tests: without a browser
(\`extension/src/adapters/adapters.conformance.test.ts\`) and by the built script in a real Chromium
(\`extension/src/adapters/adapters.e2e.ts\`). Each thing below is found by the pointer, by what is selected and, where it
has one, by its link. \`(its page)\`: the site gives it no address of its own, so that of its page is taken, and the panel
says so. WEB is the reader for every other site.

The pages imitate how a site is built; nothing of a site is copied, and no adapter was tried on a live one. Sites
change: an adapter that finds nothing hands over to the generic reader and is reported ([extension.md](extension.md)).

| adapter | ${variants.map((variant) => variantNames[variant]).join(' | ')} | pages |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

This page is written by \`node scripts/write-adapter-docs.ts\` from the fixtures in
\`extension/src/adapters/testing\`.
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/adapters.md is out of date: run node scripts/write-adapter-docs.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, page);
}
