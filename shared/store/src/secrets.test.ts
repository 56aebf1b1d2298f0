import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets, readOrCreateSecret } from './secrets.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-secrets-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

const unset = { sealKey: undefined, authSecret: undefined, signingKeyFile: undefined };

describe('loadSecrets', () => {
  it('generates secrets once that only their owner can read', async () => {
    const first = await loadSecrets({ dataDirectory, ...unset });
    const second = await loadSecrets({ dataDirectory, ...unset });
    expect(first.sealKey).toHaveLength(32);
    expect(second.sealKey.equals(first.sealKey)).toBe(true);
    expect(second.authSecret).toBe(first.authSecret);
    expect(second.signingKey.equals(first.signingKey)).toBe(true);
    for (const name of await readdir(join(dataDirectory, 'secrets'))) {
      expect((await stat(join(dataDirectory, 'secrets', name))).mode & 0o777, name).toBe(0o600);
    }
  });

  it('makes a key that signs with Ed25519', async () => {
    const { signingKey } = await loadSecrets({ dataDirectory, ...unset });
    const message = Buffer.from('a batch');
    expect(verify(null, message, createPublicKey(signingKey), sign(null, message, signingKey))).toBe(true);
  });

  it('prefers what the environment gives and then writes nothing', async () => {
    const signingKeyFile = join(dataDirectory, 'mine.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(signingKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const sealKey = Buffer.alloc(32, 7);
    const secrets = await loadSecrets({
      dataDirectory,
      sealKey: sealKey.toString('base64'),
      authSecret: 'a'.repeat(40),
      signingKeyFile,
    });
    expect(secrets.sealKey.equals(sealKey)).toBe(true);
    expect(secrets.signingKey.equals(privateKey)).toBe(true);
    expect(await readdir(dataDirectory)).toEqual(['mine.pem']);
  });

  it('refuses a signing key of another kind', async () => {
    const signingKeyFile = join(dataDirectory, 'rsa.pem');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(signingKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(loadSecrets({ dataDirectory, ...unset, signingKeyFile })).rejects.toThrow('Ed25519');
  });
});

describe('readOrCreateSecret', () => {
  it('gives processes that start together one value', async () => {
    let next = 0;
    const values = await Promise.all(
      Array.from({ length: 8 }, () => readOrCreateSecret(dataDirectory, 'shared', () => `value-${next++}`)),
    );
    expect(new Set(values).size).toBe(1);
    expect(await readdir(join(dataDirectory, 'secrets'))).toEqual(['shared']);
  });

  it('takes away the right of others to read a secret', async () => {
    await readOrCreateSecret(dataDirectory, 'open', () => 'value');
    const path = join(dataDirectory, 'secrets', 'open');
    await chmod(path, 0o644);
    await readOrCreateSecret(dataDirectory, 'open', () => 'other');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('refuses an emptied secret instead of making a new one', async () => {
    await readOrCreateSecret(dataDirectory, 'emptied', () => 'value');
    await writeFile(join(dataDirectory, 'secrets', 'emptied'), '');
    await expect(readOrCreateSecret(dataDirectory, 'emptied', () => 'other')).rejects.toThrow('is empty');
  });
});
