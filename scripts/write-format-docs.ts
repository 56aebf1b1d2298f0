import { readFileSync, writeFileSync } from 'node:fs';
import { formatWriters } from '../services/exporter/src/formats/registry.ts';
import { conformanceEnvelopes } from '../services/exporter/src/testing/conformance/conformance-envelopes.ts';
import { formatChecks } from '../services/exporter/src/testing/conformance/format-checks.ts';
import { inventReferral } from '../services/exporter/src/testing/invented-envelope.ts';
import { categories, formatsWithout } from '../shared/contracts/src/index.ts';

const target = new URL('../docs/formats.md', import.meta.url);

const writers = Object.values(formatWriters);
const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (columns: number): string => row(Array.from({ length: columns }, () => '---'));

const files = writers.map((writer) => {
  const { format, fileName, mediaType, always, carries = () => true } = writer;
  const missing = categories.filter((categoryCode) => !carries(inventReferral({ categoryCode })));
  const type = mediaType.split(';')[0] ?? '';
  const named = writer.oneReferralPerFile
    ? `\`${fileName.replace('.', '-1.')}\`, one each`
    : `\`${fileName}\``;
  return row([`\`${format}\``, named, type, code(always) || '–', code(missing) || '–']);
});
const checked = writers.map(({ format, mediaType }) =>
  row([`\`${format}\``, ...formatChecks.map((check) => (check.appliesTo(mediaType) ? '✓' : '–')), '✓']),
);
const referrals = conformanceEnvelopes.reduce((sum, [, envelope]) => sum + envelope.referrals.length, 0);

const page = `# Formats and what is checked of each

The formats in which referrals leave, one file each in \`services/exporter/src/formats\`. A recipient gets the fields of its
configuration. Some formats say a few more, because nobody could act on an entry without them; these are named below. A
referral whose category a format has no word for is left out of that format and goes in another of the recipient's.

${row(['format', 'file', 'media type', 'says always', 'has no word for'])}
${rule(5)}
${files.join('\n')}

A correction goes in no ${code([...formatsWithout.CORRECTION])}; a retraction in no ${code([...formatsWithout.RETRACTION])}.
[referrals.md](referrals.md#corrections-and-retractions) says why.

## Format × check

Every run of the tests writes ${conformanceEnvelopes.length} envelopes with ${referrals} referrals in every format, twice, through the same door as a
batch: every category, urgent and not, with text in Thai, in Arabic and with emoji, with every optional field and with
none; and text that would do something if a program did more than show it (markup, formulas, control characters). Each
file is read by a program of its kind that shares nothing with the writer. ✓: looked at in every one of these files. –:
there is nothing of the kind in such a file.

${row(['format', ...formatChecks.map(({ name }) => name), 'only agreed fields'])}
${rule(formatChecks.length + 2)}
${checked.join('\n')}

${formatChecks.map(({ name, meaning }) => `- **${name}**: ${meaning}`).join('\n')}
- **only agreed fields**: For random recipients, a referral with a mark in every field: no mark is in the file but those of
  fields that were agreed or that the format always says.

Tables and JSON that say *every* agreed field are checked for that too. Formats with a published schema are validated
against it in tests of their own ([referrals.md](referrals.md)).

This page is written by \`node scripts/write-format-docs.ts\` from the suite that
\`services/exporter/src/formats/conformance.test.ts\` runs.
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/formats.md is out of date: run node scripts/write-format-docs.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, page);
}
