import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { contentFiles } from '../content-files.ts';
import { manifestBytes, publicKeyText, sealedBatch, signatureBytes } from '../manifest.ts';
import { inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { fingerprintOf } from './public-key.ts';
import { verifyPath } from './verify-path.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const envelope = inventEnvelope([inventReferral()], { configuration: { formats: ['csv', 'json'] } });

/** A sound batch, as the exporter writes it. */
async function soundBatch(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const listed = [];
  for (const { name, mediaType, read } of contentFiles(envelope)) {
    const parts: Uint8Array[] = [];
    for await (const bytes of read()) parts.push(bytes);
    const bytes = Buffer.concat(parts);
    files.set(name, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    listed.push({ name, mediaType, bytes: bytes.length, sha256 });
  }
  const manifest = manifestBytes(
    sealedBatch(
      envelope,
      envelope.referrals.map(({ referralId }) => referralId),
    ),
    listed,
    privateKey,
  );
  files.set('manifest.json', manifest);
  files.set('manifest.sig', signatureBytes(manifest, privateKey));
  return files;
}

let place: string;
let files: Map<string, Buffer>;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'lapwing-verify-'));
  files = await soundBatch();
});
afterEach(() => rm(place, { recursive: true, force: true }));

const inFolder = async (): Promise<string> => {
  const folder = join(place, 'batch');
  await mkdir(folder);
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return folder;
};
const inZip = async (compress = true): Promise<string> => {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name, { compress });
  zip.end();
  const path = join(place, 'batch.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
};
const problems = async (path: string, key?: string): Promise<string[]> => {
  const report = await verifyPath(path, key === undefined ? {} : { key });
  const wrong = report.findings.filter(({ ok }) => !ok).map(({ sentence }) => sentence);
  expect(report.ok).toBe(wrong.length === 0);
  return wrong;
};
const bytesOf = (name: string): Buffer => files.get(name) ?? Buffer.alloc(0);

describe('verifyPath on a sound batch', () => {
  it('finds nothing wrong in a folder, in its manifest.json, and in a zip', async () => {
    const folder = await inFolder();
    for (const path of [folder, join(folder, 'manifest.json'), await inZip()]) {
      expect(await problems(path)).toEqual([]);
      expect(await verifyPath(path)).toMatchObject({
        ok: true,
        about: { kind: 'batch', id: envelope.batchId, organisation: 'Plover Foundation', tlp: 'TLP:AMBER' },
        fingerprint: fingerprintOf(createPublicKey(privateKey)),
      });
    }
  });

  it('compares with the key that was expected: PEM, base64, fingerprint or a file', async () => {
    const folder = await inFolder();
    const publicKey = createPublicKey(privateKey);
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await writeFile(join(place, 'key.pem'), pem);
    for (const key of [pem, publicKeyText(privateKey), fingerprintOf(publicKey), join(place, 'key.pem')])
      expect(await problems(folder, key)).toEqual([]);
    const other = publicKeyText(generateKeyPairSync('ed25519').privateKey);
    expect(await problems(folder, other)).toEqual([expect.stringContaining('Another key signed this')]);
    expect(await problems(folder, 'no key')).toEqual([expect.stringContaining('no Ed25519 public key')]);
  });
});

describe('verifyPath on a batch that was tampered with', () => {
  it.for(['folder', 'zip'])('finds every changed byte of a file in a %s', async (kind) => {
    const csv = Buffer.from(bytesOf('referrals.csv'));
    csv[40] = (csv[40] ?? 0) ^ 1;
    files.set('referrals.csv', csv);
    const path = kind === 'zip' ? await inZip() : await inFolder();
    expect(await problems(path)).toEqual(['referrals.csv was changed.']);
  });

  it('finds a longer, a missing and an added file', async () => {
    const size = bytesOf('referrals.csv').length;
    files.set('referrals.csv', Buffer.concat([bytesOf('referrals.csv'), Buffer.from(' ')]));
    files.delete('referrals.json');
    files.set('extra.txt', Buffer.from('x'));
    expect(await problems(await inFolder())).toEqual([
      `referrals.csv has ${size + 1} bytes, and the manifest says ${size}.`,
      'referrals.json is missing.',
      'extra.txt is not part of the batch.',
    ]);
  });

  it('finds a changed manifest, even one whose meaning is the same', async () => {
    files.set('manifest.json', Buffer.concat([bytesOf('manifest.json'), Buffer.from('\n')]));
    expect(await problems(await inZip())).toEqual([
      'The signature does not fit manifest.json: one of the two was changed.',
    ]);
  });

  it('finds a changed, a foreign and a missing signature', async () => {
    const foreign = signatureBytes(bytesOf('manifest.json'), generateKeyPairSync('ed25519').privateKey);
    const folder = await inFolder();
    for (const signature of [foreign, Buffer.from('not base64 at all'), Buffer.alloc(0)]) {
      await writeFile(join(folder, 'manifest.sig'), signature);
      expect(await problems(folder)).toEqual([
        'The signature does not fit manifest.json: one of the two was changed.',
      ]);
    }
    await rm(join(folder, 'manifest.sig'));
    expect(await problems(folder)).toEqual(['manifest.sig is missing.']);
  });

  it('is not fooled by a batch that was signed anew with another key, when the key is known', async () => {
    const own = fingerprintOf(createPublicKey(privateKey));
    const thief = generateKeyPairSync('ed25519').privateKey;
    const manifest = Buffer.from(
      bytesOf('manifest.json').toString('utf8').replace(publicKeyText(privateKey), publicKeyText(thief)),
    );
    files.set('manifest.json', manifest);
    files.set('manifest.sig', signatureBytes(manifest, thief));
    const folder = await inFolder();
    expect(await problems(folder)).toEqual([]);
    expect(await problems(folder, own)).toEqual([expect.stringContaining('Another key signed this')]);
  });

  it.for([
    ['no JSON', Buffer.from('{'), 'manifest.json is not valid JSON.'],
    ['no UTF-8', Buffer.from([0xff, 0xfe]), 'manifest.json is not valid JSON.'],
    [
      'another document',
      Buffer.from('{"files":[]}'),
      'manifest.json is no manifest of a batch or of evidence.',
    ],
    ['far too long', Buffer.alloc(5 * 1024 * 1024, ' '), 'manifest.json is far too long.'],
  ] as const)('refuses a manifest that is %s', async ([, bytes, sentence]) => {
    files.set('manifest.json', bytes);
    expect(await problems(await inZip())).toEqual([sentence]);
  });
});

describe('verifyPath on hostile places', () => {
  it('follows no link out of the folder', async () => {
    const folder = await inFolder();
    await rm(join(folder, 'referrals.csv'));
    await writeFile(join(place, 'outside.csv'), bytesOf('referrals.csv'));
    await symlink(join(place, 'outside.csv'), join(folder, 'referrals.csv'));
    expect(await problems(folder)).toEqual(['referrals.csv is no plain file.', 'referrals.csv is missing.']);
  });

  it('refuses a zip whose names lead out of it', async () => {
    files.set('AA/extra.txt', Buffer.from('x'));
    const path = await inZip();
    expect(await problems(path)).toEqual(['AA/extra.txt lies in a folder.']);
    const bytes = await readFile(path);
    await writeFile(
      path,
      Buffer.from(bytes.toString('latin1').replaceAll('AA/extra.txt', '../extra.txt'), 'latin1'),
    );
    expect(await problems(path)).toEqual([expect.stringContaining('cannot be read')]);
  });

  it('refuses a file that is longer than the zip says', async () => {
    const path = await inZip(false);
    const bytes = await readFile(path);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytesOf('referrals.csv').length);
    const half = Buffer.alloc(4);
    half.writeUInt32LE(10);
    const lying = bytes.toString('latin1').replaceAll(size.toString('latin1'), half.toString('latin1'));
    await writeFile(path, Buffer.from(lying, 'latin1'));
    expect((await problems(path)).join()).toMatch(/referrals\.csv has 10 bytes|cannot be read/);
  });

  it('says in a sentence that there is nothing, or no zip', async () => {
    expect(await problems(join(place, 'nowhere.zip'))).toEqual([expect.stringContaining('cannot be read')]);
    await writeFile(join(place, 'no.zip'), 'this is no zip');
    expect(await problems(join(place, 'no.zip'))).toEqual([expect.stringContaining('cannot be read')]);
    await mkdir(join(place, 'empty'));
    expect(await problems(join(place, 'empty'))).toEqual(['manifest.json is missing.']);
  });
});
