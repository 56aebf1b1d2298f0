import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateSshKey, loadSshKey } from './ssh-key.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-ssh-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

describe('the SSH key', () => {
  it('is made once, and only its owner can read it', async () => {
    const first = await loadSshKey({ dataDirectory, sshKeyFile: undefined });
    expect(first.publicLine).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+=* lapwing$/);
    expect(await loadSshKey({ dataDirectory, sshKeyFile: undefined })).toEqual(first);
    expect((await stat(join(dataDirectory, 'secrets/ssh-key'))).mode & 0o777).toBe(0o600);
  });

  it('of the settings is refused by the name of its file when it is a public one or under a passphrase', async () => {
    const sshKeyFile = join(dataDirectory, 'mine');
    const open = generateSshKey();
    await writeFile(sshKeyFile, open.private);
    expect((await loadSshKey({ dataDirectory, sshKeyFile })).publicLine).toContain(open.public.split(' ')[1]);
    const locked = ssh2.utils.generateKeyPairSync('ed25519', {
      passphrase: 'only for this test',
      cipher: 'aes256-cbc',
      rounds: 1,
    });
    for (const text of [open.public, locked.private, 'no key']) {
      await writeFile(sshKeyFile, text);
      await expect(loadSshKey({ dataDirectory, sshKeyFile })).rejects.toThrow(`${sshKeyFile} must hold`);
    }
  });

  it('that was made unreadable before is named, with the way out', async () => {
    await mkdir(join(dataDirectory, 'secrets'));
    const file = join(dataDirectory, 'secrets/ssh-key');
    await writeFile(file, '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n');
    await expect(loadSshKey({ dataDirectory, sshKeyFile: undefined })).rejects.toThrow(
      /ssh-key in .* must hold .*: delete it, and another is made/,
    );
    await rm(file);
    expect((await loadSshKey({ dataDirectory, sshKeyFile: undefined })).publicLine).toContain('ssh-ed25519');
  });

  it('can be read, however it begins', () => {
    for (let made = 0; made < 2_000; made += 1) {
      const { private: own, public: line } = generateSshKey('lapwing');
      for (const text of [own, line]) expect(ssh2.utils.parseKey(text)).not.toBeInstanceOf(Error);
    }
  });
});
