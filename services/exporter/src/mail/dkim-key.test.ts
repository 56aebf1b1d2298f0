import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dkimRecord, loadDkimKey } from './dkim-key.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-dkim-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

const load = (changes: Partial<Parameters<typeof loadDkimKey>[0]> = {}) =>
  loadDkimKey({
    dataDirectory,
    dkimSelector: 'lapwing',
    dkimKeyFile: undefined,
    organisationContact: 'contact@plover.example',
    smtpFrom: 'desk@mail.plover.example',
    ...changes,
  });
const writeKey = async (name: string, key: ReturnType<typeof generateKeyPairSync>['privateKey']) => {
  const file = join(dataDirectory, name);
  await writeFile(file, key.export({ type: 'pkcs8', format: 'pem' }));
  return file;
};

describe('the DKIM key', () => {
  it('is made once for the domain that messages come from, and only its owner can read it', async () => {
    const key = await load();
    expect(key).toMatchObject({ domain: 'mail.plover.example', selector: 'lapwing' });
    const again = await load({ smtpFrom: undefined });
    expect(again?.domain).toBe('plover.example');
    expect(again?.privateKey.equals(key?.privateKey ?? generateKeyPairSync('ed25519').privateKey)).toBe(true);
    expect((await stat(join(dataDirectory, 'secrets/dkim-key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is none without a selector, or without an address that messages come from', async () => {
    expect(await load({ dkimSelector: undefined })).toBeNull();
    expect(await load({ smtpFrom: undefined, organisationContact: undefined })).toBeNull();
  });

  it('of the settings is refused by the name of its file when it is short, of another kind, or none', async () => {
    const { privateKey: short } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const { privateKey: other } = generateKeyPairSync('ed25519');
    const text = join(dataDirectory, 'text.pem');
    await writeFile(text, 'no key');
    for (const dkimKeyFile of [await writeKey('short.pem', short), await writeKey('other.pem', other), text])
      await expect(load({ dkimKeyFile })).rejects.toThrow(`${dkimKeyFile} must hold an RSA private key`);
  });

  it('is published as a TXT record whose strings fit and make up its value', async () => {
    const key = await load();
    if (!key) throw new Error('A key was expected');
    const { name, value, strings } = dkimRecord(key);
    expect(name).toBe('lapwing._domainkey.mail.plover.example');
    expect(value).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]+=*$/);
    expect(strings.length).toBeGreaterThan(1);
    expect(Math.max(...strings.map(({ length }) => length))).toBeLessThanOrEqual(255);
    expect(strings.join('')).toBe(value);
  });
});
