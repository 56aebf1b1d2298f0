import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerKeys } from './keys.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-keys-'));
  vi.stubEnv('LAPWING_DATA_DIR', folder);
  vi.stubEnv('LAPWING_ORGANISATION_NAME', 'Plover Foundation');
  vi.stubEnv('LAPWING_ORGANISATION_CONTACT', 'desk@plover.example');
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const run = async (...words: string[]): Promise<string> => {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const program = new Command('lapwing').exitOverride().configureOutput({ writeErr: () => undefined });
  registerKeys(program);
  await program.parseAsync(['keys', ...words], { from: 'user' });
  const text = said.mock.calls.flat().join('');
  said.mockRestore();
  return text;
};

describe('lapwing keys', () => {
  it('prints the same OpenPGP public key each time, with its fingerprint, and nothing of the private one', async () => {
    const first = await run('openpgp');
    expect(first).toContain('Plover Foundation <desk@plover.example>');
    expect(first).toMatch(/Fingerprint.*: [0-9A-F]{40}\n/);
    expect(first).toContain('-----BEGIN PGP PUBLIC KEY BLOCK-----');
    expect(first).not.toContain('PRIVATE');
    expect(await run('openpgp')).toBe(first);
  });

  it('prints the same SSH public key each time, as a line of authorized_keys', async () => {
    const said = await run('ssh');
    expect(said).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+=* lapwing\n$/);
    expect(await run('ssh')).toBe(said);
  });

  it('prints the DNS record of the DKIM key once a selector is set', async () => {
    await expect(run('dkim')).rejects.toThrow('LAPWING_DKIM_SELECTOR');
    vi.stubEnv('LAPWING_DKIM_SELECTOR', 'lapwing');
    const said = await run('dkim');
    expect(said).toContain('Name:  lapwing._domainkey.plover.example\n');
    expect(said).toContain('Value: v=DKIM1; k=rsa; p=');
    expect(said).not.toContain('PRIVATE');
    expect(await run('dkim')).toBe(said);
  });
});
