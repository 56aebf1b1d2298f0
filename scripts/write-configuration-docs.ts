import { readFileSync, writeFileSync } from 'node:fs';
import { documentedVariables } from '../shared/store/src/environment.ts';

const target = new URL('../docs/configuration.md', import.meta.url);

const cell = (text: string): string => text.replaceAll('|', '\\|');

const page = `# Configuration

Lapwing reads its settings from the environment and needs none to start. A \`LAPWING_\` variable that is not in this
table, or a value that cannot be used, stops the start with a sentence that names the variable. An empty value counts
as not set. Relative paths start at the checkout.

| variable | when not set | meaning |
| --- | --- | --- |
${documentedVariables
  .map(({ name, fallback, description }) => `| \`${name}\` | ${cell(fallback)} | ${cell(description)} |`)
  .join('\n')}

This page is written by \`node scripts/write-configuration-docs.ts\` from \`shared/store/src/environment.ts\`.

## Where things are kept

Everything that must survive is in Postgres and in the data directory (\`LAPWING_DATA_DIR\`):

| path | content |
| --- | --- |
| \`secrets/\` | generated keys and passwords, each readable by its owner only. Back it up apart from the database. |
| \`models/\` | versions of the classifier that you added. Without one the scorer falls back to the model of the release. |
| \`pg/\` | the private Postgres, when \`DATABASE_URL\` is not set |
| \`pg.location\` | where the private Postgres is instead, when its user cannot enter the data directory |
| \`redis/\` | the private Redis, when \`REDIS_URL\` is not set; it can be lost without losing a flag |

Postgres refuses to run as root. Started as root, Lapwing runs its private Postgres as the first of the system's users
\`postgres\`, \`nobody\` and \`daemon\`, and, where that user cannot enter the data directory, keeps the database below
\`/var/lib/lapwing\`.

With a pooler such as PgBouncer between Lapwing and Postgres, set \`DATABASE_OWNER_URL\` too: the switch of role that
\`DATABASE_URL\` alone relies on is a start-up option, which poolers drop.
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/configuration.md is out of date: run node scripts/write-configuration-docs.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, page);
}
