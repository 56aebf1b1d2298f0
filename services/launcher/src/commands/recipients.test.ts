import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readyMadeRecipients } from '@lapwing/contracts';
import { makeKeyPair } from '@lapwing/store/testing/openpgp-keys';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerRecipients } from './recipients.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-recipients-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

/** What `lapwing recipients check` says of a file, and how it ends. */
const check = async (content: string): Promise<{ said: string; code: unknown }> => {
  const path = join(folder, 'recipients.json');
  await writeFile(path, content);
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const program = new Command('lapwing').exitOverride();
  registerRecipients(program);
  await program.parseAsync(['recipients', 'check', path], { from: 'user' });
  return { said: written.mock.calls.flat().join(''), code: process.exitCode };
};
const file = (recipients: readonly object[]) => JSON.stringify({ lapwing: 'recipients/1', recipients });

describe('lapwing recipients check', () => {
  it('finds nothing wrong with what is ready-made, with a byte order mark too', async () => {
    expect(await check(`\uFEFF${file(readyMadeRecipients)}`)).toEqual({
      said: '13 recipients, nothing wrong\n',
      code: undefined,
    });
  });

  it('names every wrong field, and steers no terminal', async () => {
    const [meta, google] = readyMadeRecipients;
    const { said, code } = await check(
      file([
        { ...meta, active: 'yes', '\u001b[31mred': 1 },
        { ...google, configuration: { ...google?.configuration, jurisdiction: '' } },
      ]),
    );
    expect(code).toBe(1);
    expect(said).toContain('/recipients/0/active: ');
    expect(said).toContain('/recipients/0/\uFFFD[31mred: There is no such field');
    expect(said).toContain('/recipients/1/configuration/jurisdiction: ');
    expect(said).not.toContain('\u001b');
  });

  it('names an expired key at its field', async () => {
    const { publicKey } = await makeKeyPair({ daysOld: 10, daysGood: 9 });
    const [meta] = readyMadeRecipients;
    const { said, code } = await check(
      file([{ ...meta, configuration: { ...meta?.configuration, publicKey } }]),
    );
    expect(code).toBe(1);
    expect(said).toMatch(/^\/recipients\/0\/configuration\/publicKey: This key expired on \d{4}-/);
  });

  it.each([
    ['no JSON', '{ "lapwing": '],
    ['another file', '[]'],
    ['a file of another time', JSON.stringify({ lapwing: 'recipients/2', recipients: readyMadeRecipients })],
  ])('refuses %s', async (_, content) => {
    expect((await check(content)).code).toBe(1);
  });
});
