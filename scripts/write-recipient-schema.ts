import { readFileSync, writeFileSync } from 'node:fs';
import { recipientFileSchema } from '../shared/contracts/src/recipient-file-schema.ts';

const target = new URL('../docs/schemas/recipients.schema.json', import.meta.url);
const text = `${JSON.stringify(recipientFileSchema(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error(
      'docs/schemas/recipients.schema.json is out of date: run node scripts/write-recipient-schema.ts',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
