import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { readyMadeRecipients } from './ready-made/ready-made-recipients.ts';
import { RecipientFile } from './recipient-file.ts';
import { recipientFileSchema } from './recipient-file-schema.ts';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const fits = ajv.compile(recipientFileSchema());
const file = (...recipients: object[]) => ({ lapwing: 'recipients/1', recipients });
const [meta] = readyMadeRecipients;
if (!meta) throw new Error('There are no ready-made recipients');
const { kind: _, senders: __, ...older } = meta.configuration;

describe('the published schema of recipient files', () => {
  it.each([
    ['what is ready-made', file(...readyMadeRecipients)],
    ['settings that are left to their defaults', file({ ...meta, configuration: older })],
    ['a file that names its schema', { $schema: './recipients.schema.json', ...file(meta) }],
  ])('takes %s, as an import does', (_name, content) => {
    expect(fits(content)).toBe(true);
    expect(RecipientFile.safeParse(content).success).toBe(true);
  });

  it.each([
    ['no recipients', file()],
    ['another version', { ...file(meta), lapwing: 'recipients/2' }],
    ['an unknown field', file({ ...meta, secret: 'x' })],
    ['an unknown format', file({ ...meta, configuration: { ...meta.configuration, formats: ['docx'] } })],
    [
      'too large a batch',
      file({ ...meta, configuration: { ...meta.configuration, maximumReferrals: 1001 } }),
    ],
    ['no platform', file({ ...meta, configuration: { ...meta.configuration, platforms: [] } })],
    ['a day that is none', file({ ...meta, configuration: { ...meta.configuration, activeFrom: 'soon' } })],
  ])('refuses %s, as an import does', (_name, content) => {
    expect(fits(content)).toBe(false);
    expect(RecipientFile.safeParse(content).success).toBe(false);
  });
});
