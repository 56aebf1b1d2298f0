import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyPair } from '@lapwing/store/testing/openpgp-keys';
import { encryptKey, readPrivateKey } from 'openpgp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOpenPgpKey } from './openpgp-key.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-openpgp-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

const load = (openPgpKeyFile?: string) =>
  loadOpenPgpKey({
    dataDirectory,
    openPgpKeyFile,
    organisationName: 'Plover Foundation',
    organisationContact: 'contact@plover.example',
    smtpFrom: 'desk@plover.example',
  });

describe('the organisation’s OpenPGP key', () => {
  it('is made once, in the name of the organisation, and only its owner can read it', async () => {
    const first = await load();
    expect(first.getUserIDs()).toEqual(['Plover Foundation <desk@plover.example>']);
    expect(await first.getExpirationTime()).toBe(Infinity);
    expect((await load()).getFingerprint()).toBe(first.getFingerprint());
    expect((await stat(join(dataDirectory, 'secrets/openpgp-key.asc'))).mode & 0o777).toBe(0o600);
  });

  it('is the one of the settings, and then none is made', async () => {
    const file = join(dataDirectory, 'mine.asc');
    const { privateKey } = await makeKeyPair();
    await writeFile(file, privateKey);
    const expected = await readPrivateKey({ armoredKey: privateKey });
    expect((await load(file)).getFingerprint()).toBe(expected.getFingerprint());
    expect(await readdir(dataDirectory)).toEqual(['mine.asc']);
  });

  it('is refused by the name of its file when it is a public one, or under a passphrase', async () => {
    const file = join(dataDirectory, 'mine.asc');
    const { publicKey, privateKey } = await makeKeyPair();
    await writeFile(file, publicKey);
    await expect(load(file)).rejects.toThrow(`${file} must hold`);
    const locked = await encryptKey({
      privateKey: await readPrivateKey({ armoredKey: privateKey }),
      passphrase: 'only for this test',
    });
    await writeFile(file, locked.armor());
    await expect(load(file)).rejects.toThrow('without a passphrase');
  });
});
